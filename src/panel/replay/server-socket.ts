import type { CaptureEvent } from '../../protocol/event.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Closing, Done, ReplaySocket, SocketListener } from '../../replay/socket.ts';
import type { Order, Recording } from '../store/recording.ts';
import { createFrameFeed } from './frame-feed.ts';
import { settle } from './settle.ts';

/**
 * A new connection to the server, opened by the inspected page with its origin and cookies; by the frame of it that
 * has the origin it was recorded with, where there is one.
 *
 * @param origin of the document that opened the recorded connection, '' if unknown
 * @param run marks the connection as belonging to this replay
 */
export function createServerSocket(
  recording: Recording,
  origin: string,
  run: string,
  listener: SocketListener,
  onConnection: (document: string, id: number) => void,
): ReplaySocket {
  let key = '';
  let id = 0;
  let opened = false;
  let over = false;
  /** a close that was asked for before the page said which connection it opened */
  let early: { closing: Closing; done: Done } | null = null;
  const feed = createFrameFeed('received', (payload: Payload | null) => listener.onFrame(payload));

  const end = (): void => {
    over = true;
    stop();
    early?.done(null);
    early = null;
  };

  /** The page has said which of its connections it is: by its event, or where nobody records by its answer alone. */
  const meet = (connection: number): void => {
    id = connection;
    onConnection(key, id);
    const wanted = early;
    early = null;
    if (wanted) close(wanted.closing, wanted.done);
  };

  const onEvent = (from: string, event: CaptureEvent): void => {
    if (from !== key) return;
    if (event.type === 'opening' && event.run === run) meet(event.connection);
    if (event.type === 'left' && !event.cached) {
      end();
      listener.onFailed({ code: 'PAGE_LEFT', message: 'The page that replayed has gone.' });
    }
    if (id === 0 || !('connection' in event) || event.connection !== id) return;
    if (event.type === 'open') {
      opened = true;
      listener.onOpen(event.protocol, event.extensions);
    }
    if (event.type === 'frame' || event.type === 'payload') feed(event);
    if (event.type === 'closed') {
      end();
      if (opened) listener.onClosed(event.code, event.reason, event.wasClean);
      else listener.onFailed({ code: 'HANDSHAKE', message: 'The server did not accept the connection.' });
    }
  };
  const stop = recording.watch(onEvent);

  const order = (command: Order, done: Done): void => {
    recording.orderDocument(key, command).then((result) => settle(result, done));
  };

  const close = ({ code, reason }: Closing, done: Done): void =>
    order(
      { type: 'close', connection: id, code, reason: code === null ? null : reason, source: 'replay' },
      done,
    );

  return {
    open({ url, protocols }, done) {
      const document = recording.documentOf(origin);
      if (!document) {
        end();
        return done({ code: 'NO_PAGE', message: 'There is no page to open the connection from.' });
      }
      key = document.key;
      void recording.orderDocument(key, { type: 'open', url, protocols, run }).then((result) => {
        if (id === 0 && result.connection !== undefined) meet(result.connection);
        // A page that only does not answer, as in a debugger, may open it yet.
        if (result.error?.code === 'REFUSED') end();
        settle(result, done);
      });
    },
    answer(_protocol, _extensions, done) {
      done({ code: 'NOT_VIRTUAL', message: 'A connection to the server is answered by the server.' });
    },
    send: (payload, _shape, done) => order({ type: 'send', connection: id, payload, source: 'replay' }, done),
    close(closing, done) {
      if (over || key === '') done(null);
      else if (id === 0) early = { closing, done };
      else close(closing, done);
    },
  };
}
