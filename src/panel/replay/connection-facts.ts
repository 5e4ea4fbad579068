import type { Connection } from '../../session/connection.ts';
import type { ConnectionFact } from '../store/replay-state.ts';

/** How two connections began and ended, side by side. */
export function factsOf(recorded: Connection, fresh: Connection | null, underWay: boolean): ConnectionFact[] {
  const pair = (what: string, textOf: (connection: Connection) => string): ConnectionFact => {
    const before = textOf(recorded);
    const after = fresh && textOf(fresh);
    const isOver = after !== '';
    return {
      what,
      recorded: before,
      fresh: isOver ? after : null,
      // What is not known of the recording is no difference.
      differs: after !== null && before !== '' && before !== after && (isOver || !underWay),
    };
  };
  return [pair('Handshake', handshakeText), pair('Ends', endText)];
}

function handshakeText({ opened, state, protocol }: Connection): string {
  if (opened === null) return state === 'connecting' ? '' : 'failed';
  return protocol === '' ? 'accepted' : `accepted, ${protocol}`;
}

function endText({ opened, closed, state }: Connection): string {
  if (opened === null && state !== 'connecting') return 'never opened';
  if (closed) return `${closed.code}${closed.reason === '' ? '' : ` ${JSON.stringify(closed.reason)}`}`;
  return state === 'cut' ? 'with its page' : '';
}
