import type { CaptureEvent } from '../../protocol/event.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Done, ReplaySocket, SocketListener } from '../../replay/socket.ts';
import type { Order, Recording } from '../store/recording.ts';
import { createFrameFeed } from './frame-feed.ts';
import { settle } from './settle.ts';

/** One of the page's sockets, answered by the recording. */
export interface PageSocket extends ReplaySocket {
  /** asked for, and not met yet */
  isAwaited(): boolean;
  /** The page has made the stand-in it is to drive. */
  meet(document: string, id: number): void;
  hear(from: string, event: CaptureEvent): void;
}

/** A stand-in that an armed document makes for `new WebSocket`, and what the page is to hear through it. */
export function createPageSocket(recording: Recording, listener: SocketListener): PageSocket {
  let key = '';
  let id = 0;
  let phase: 'idle' | 'awaited' | 'met' | 'over' = 'idle';
  const feed = createFrameFeed('sent', (payload: Payload | null) => listener.onFrame(payload));

  const order = (command: Order, done: Done): void => {
    recording.orderDocument(key, command).then((result) => settle(result, done));
  };

  return {
    isAwaited: () => phase === 'awaited',
    meet(document, connection) {
      key = document;
      id = connection;
      phase = 'met';
      listener.onArrived();
    },
    hear(from, event) {
      if (phase !== 'met' || from !== key) return;
      if (event.type === 'left' && !event.cached) {
        phase = 'over';
        listener.onFailed({ code: 'PAGE_LEFT', message: 'The page that was replayed to has gone.' });
      }
      if (!('connection' in event) || event.connection !== id) return;
      if (event.type === 'frame' || event.type === 'payload') feed(event);
      else if (event.type === 'closed') {
        phase = 'over';
        listener.onClosed(event.code, event.reason, event.wasClean);
      }
    },
    open(_request, done) {
      if (phase === 'idle') phase = 'awaited';
      done(null);
    },
    answer: (protocol, extensions, done) =>
      order({ type: 'answer', connection: id, protocol, extensions }, done),
    send: (payload, _shape, done) =>
      order({ type: 'receive', connection: id, payload, source: 'replay' }, done),
    close({ code, reason, wasClean }, done) {
      if (phase !== 'met') {
        phase = 'over';
        return done(null);
      }
      order({ type: 'close', connection: id, code, reason, wasClean, source: 'replay' }, done);
    },
  };
}
