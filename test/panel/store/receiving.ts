import type { CaptureEvent } from '../../../src/protocol/event.ts';
import { record } from '../../../src/session/record.ts';
import { newSession } from '../../../src/session/session.ts';

const KEY = 'page';

/** A live session of one connection. It receives a message a millisecond; its Blobs are read when the test says so. */
export class Receiving {
  readonly session = newSession('live', 'Live', 'live', 0);
  #seq = 0;

  constructor(protocol = '') {
    const url = 'wss://app.harbor.example/';
    const [protocols, stack, source] = [protocol ? [protocol] : [], null, 'wire'] as const;
    this.#happen({ type: 'opening', connection: 1, time: 0, url, protocols, stack, source });
    this.#happen({ type: 'open', connection: 1, time: 0, protocol, extensions: '' });
  }

  text(...payloads: string[]): void {
    for (const payload of payloads) this.#frame({ shape: 'string', payload });
  }

  /** Returns its frame, which is pending. */
  blob(size: number): number {
    this.#frame({ shape: 'Blob', size, pending: true });
    return this.session.frames.length - 1;
  }

  /** The browser has read the Blob of a frame. */
  read(frame: number, bytes: string | Uint8Array<ArrayBuffer>): void {
    const { buffer } = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const seq = this.session.frames.seq(frame);
    this.#happen({ type: 'payload', connection: 1, seq, payload: buffer as ArrayBuffer });
  }

  #frame(more: Partial<CaptureEvent> & { shape: 'string' | 'Blob' }): void {
    const [seq, direction, source] = [++this.#seq, 'received', 'wire'] as const;
    this.#happen({
      type: 'frame',
      connection: 1,
      seq,
      time: seq,
      direction,
      source,
      ...more,
    } as CaptureEvent);
  }

  #happen(event: CaptureEvent): void {
    record(this.session, KEY, event);
  }
}
