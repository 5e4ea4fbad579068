import type { WaitingFor } from '../../replay/progress.ts';

/** What a replay waits for, as a phrase after 'Waiting for'. */
export function waitingText(waiting: WaitingFor): string {
  switch (waiting.what) {
    case 'page':
      return 'the page to open its socket';
    case 'handshake':
      return 'the server to accept the connection';
    case 'replies':
      return waiting.count === 1 ? '1 reply' : `${waiting.count} replies`;
    case 'send':
      return waiting.step === null
        ? 'the page to send'
        : `the page to send what step ${waiting.step + 1} holds`;
    case 'results':
      return `${waiting.count} frames on their way`;
    case 'variable':
      return `the value of ${waiting.name}`;
    case 'close':
      return 'the connection to close';
    case 'step':
      return 'you: press Step';
  }
}
