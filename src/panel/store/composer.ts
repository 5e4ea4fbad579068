import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { BytesSyntaxError, fromBase64, fromHex, toBase64, toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Connection } from '../../session/connection.ts';
import { isLogged } from '../../session/logged-socket.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { Recording } from './recording.ts';
import type { Selection } from './selection.ts';

export type Format = 'text' | 'hex' | 'base64';

/** Writing a message by hand, and sending or receiving one again. */
export interface Composer {
  text: Signal<string>;
  format: Signal<Format>;
  /** the connection it acts on: the selected one, else the selected frame's */
  target: ReadonlySignal<Connection | null>;
  /** whether the target can send and receive now */
  enabled: ReadonlySignal<boolean>;
  /** what is wrong with the bytes typed, null if nothing */
  error: ReadonlySignal<string | null>;
  send(): Promise<void>;
  receive(): Promise<void>;
  close(): Promise<void>;
  /** Sends (or hands to the page) a frame's payload once more, on its own connection. */
  resend(frame: number): Promise<void>;
  /** Whether a frame can be sent or received again: its connection is open now. */
  canRepeat(frame: number): boolean;
  /** Puts a frame's payload into the box. */
  edit(frame: number): Promise<void>;
  /** counts up when {@link edit} has filled the box, which then wants the keyboard */
  edits: Signal<number>;
}

export function createComposer(
  library: Library,
  selection: Selection,
  recording: Recording,
  problems: Problems,
): Composer {
  const text = signal('');
  const format = signal<Format>('text');
  const edits = signal(0);

  const connectionOf = (frame: number): Connection | null => {
    const session = library.active.value;
    return frame < session.frames.length
      ? (session.connections[session.frames.connection(frame)] ?? null)
      : null;
  };

  const target = computed(() => {
    library.revision.value;
    const session = library.active.value;
    const scope = selection.scope.value;
    if (scope !== 'all' && scope.size === 1) return session.connections[[...scope][0] as number] ?? null;
    return selection.frame.value === null ? null : connectionOf(selection.frame.value);
  });
  const isLive = (connection: Connection | null): connection is Connection =>
    connection !== null &&
    library.active.value === library.live() &&
    connection.state === 'open' &&
    !isLogged(connection);
  const enabled = computed(() => {
    library.revision.value;
    return isLive(target.value);
  });

  const error = computed(() => {
    try {
      payloadOf(text.value, format.value);
      return null;
    } catch (caught) {
      return caught instanceof BytesSyntaxError ? caught.message : String(caught);
    }
  });

  const act = async (
    connection: Connection | null,
    type: 'send' | 'receive',
    payload: Payload,
  ): Promise<void> => {
    if (!isLive(connection)) {
      problems.add('This connection is not open.', 'Select an open connection of the live session.');
      return;
    }
    const { id } = connection;
    const result = await recording.order(connection, { type, connection: id, payload, source: 'panel' });
    if (result.error)
      problems.add(
        `The message was not ${type === 'send' ? 'sent' : 'received'}: ${result.error.message}`,
        'Check that the connection is still open.',
      );
  };

  const compose = async (type: 'send' | 'receive'): Promise<void> => {
    if (error.value === null) await act(target.value, type, payloadOf(text.value, format.value));
  };

  return {
    text,
    format,
    target,
    enabled,
    error,
    send: () => compose('send'),
    receive: () => compose('receive'),
    async close() {
      const connection = target.value;
      if (!isLive(connection)) return;
      const { id } = connection;
      const result = await recording.order(connection, {
        type: 'close',
        connection: id,
        code: 1000,
        reason: null,
        source: 'panel',
      });
      if (result.error) problems.add(`The connection was not closed: ${result.error.message}`, 'Try again.');
    },
    async resend(frame) {
      const { frames } = library.active.value;
      if (frames.isAway(frame)) await frames.bring(frame);
      const payload = frames.payload(frame);
      if (payload === null) {
        problems.add('This frame has no payload to send.', 'Its details say why it is missing.');
        return;
      }
      await act(connectionOf(frame), frames.direction(frame) === 'sent' ? 'send' : 'receive', payload);
    },
    canRepeat(frame) {
      library.revision.value;
      return isLive(connectionOf(frame));
    },
    edits,
    async edit(frame) {
      const { frames } = library.active.value;
      if (frames.isAway(frame)) await frames.bring(frame);
      const payload = frames.payload(frame);
      if (payload === null) return;
      edits.value++;
      if (typeof payload === 'string') {
        format.value = 'text';
        text.value = payload;
      } else {
        if (format.value === 'text') format.value = 'hex';
        const bytes = new Uint8Array(payload);
        text.value = format.value === 'hex' ? toHex(bytes, ' ') : toBase64(bytes);
      }
    },
  };
}

/** What the box holds as a payload. Throws BytesSyntaxError for bytes that cannot be read. */
function payloadOf(text: string, format: Format): Payload {
  if (format === 'text') return text;
  return (format === 'hex' ? fromHex(text) : fromBase64(text)).buffer;
}
