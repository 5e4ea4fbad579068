import type { CaptureEvent } from '../../protocol/event.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { ReplaySocket, SocketListener } from '../../replay/socket.ts';
import type { Recording } from '../store/recording.ts';

/** Key of the document that the panel's own connections are recorded under. */
export const PANEL_DOCUMENT = 'panel';

type Unsent<Event> = Event extends { connection: number; time: number }
  ? Omit<Event, 'connection' | 'time'>
  : never;

let ids = 0;

/** A new connection to the server with no page at all: the panel opens it, with an origin of its own. */
export function createPanelSocket(
  recording: Recording,
  run: string,
  listener: SocketListener,
  onConnection: (document: string, id: number) => void,
): ReplaySocket {
  const id = ++ids;
  let socket: WebSocket | null = null;
  let wasOpen = false;
  let seq = 0;

  const tell = (event: Unsent<CaptureEvent>): void =>
    recording.tell(PANEL_DOCUMENT, {
      ...event,
      connection: id,
      time: performance.timeOrigin + performance.now(),
    } as CaptureEvent);

  const tellFrame = (direction: 'sent' | 'received', payload: Payload): void =>
    tell({
      type: 'frame',
      direction,
      seq: ++seq,
      payload,
      source: direction === 'sent' ? 'replay' : 'wire',
      ...(typeof payload === 'string'
        ? { shape: 'string' as const }
        : { shape: 'ArrayBuffer' as const, size: payload.byteLength }),
    });

  const watch = (opened: WebSocket): void => {
    opened.binaryType = 'arraybuffer';
    opened.addEventListener('open', () => {
      wasOpen = true;
      tell({ type: 'open', protocol: opened.protocol, extensions: opened.extensions });
      listener.onOpen(opened.protocol, opened.extensions);
    });
    opened.addEventListener('message', ({ data }: MessageEvent<Payload>) => {
      tellFrame('received', data);
      listener.onFrame(data);
    });
    opened.addEventListener('error', () => tell({ type: 'error' }));
    opened.addEventListener('close', ({ code, reason, wasClean }) => {
      tell({ type: 'closed', code, reason, wasClean });
      if (wasOpen) listener.onClosed(code, reason, wasClean);
      else listener.onFailed({ code: 'HANDSHAKE', message: 'The server did not accept the connection.' });
    });
  };

  return {
    open({ url, protocols }, done) {
      try {
        socket = new WebSocket(url, protocols);
      } catch (error) {
        return done({ code: 'REFUSED', message: error instanceof Error ? error.message : String(error) });
      }
      tell({ type: 'opening', url: socket.url, protocols, stack: null, source: 'replay', run });
      onConnection(PANEL_DOCUMENT, id);
      watch(socket);
      done(null);
    },
    answer(_protocol, _extensions, done) {
      done({ code: 'NOT_VIRTUAL', message: 'A connection to the server is answered by the server.' });
    },
    send(payload, _shape, done) {
      if (socket?.readyState !== WebSocket.OPEN)
        return done({ code: 'NOT_OPEN', message: 'This connection is not open.' });
      socket.send(payload);
      tellFrame('sent', payload);
      done(null);
    },
    close({ code, reason }, done) {
      if (socket && socket.readyState < WebSocket.CLOSING) {
        tell({ type: 'closing', code, reason: code === null ? null : reason, source: 'replay' });
        if (code === null) socket.close();
        else socket.close(code, reason);
      }
      done(null);
    },
  };
}
