import type { Source } from '../protocol/event.ts';
import { classify } from './classify.ts';
import { readCloseArguments } from './close-rules.ts';
import { constructAs } from './construct-as.ts';
import {
  apply,
  bareWeakMap,
  closeCode,
  closeReason,
  closeWasClean,
  construct,
  defineProperty,
  domMessage,
  domName,
  extensionsOf,
  getOwnPropertyDescriptor,
  isObject,
  isShared,
  listen,
  messageData,
  NativeWebSocket,
  nativeClose,
  nativeSend,
  now,
  protocolOf,
  readyStateOf,
  socketPrototype,
  urlOf,
} from './primordials.ts';
import type { Recorder, Tapped } from './recorder.ts';
import { callerStack } from './stack.ts';
import { standIn } from './stand-in.ts';
import { type Asked, convertToText, readArguments } from './web-idl.ts';

const OPEN = 1;

/** Firefox throws an object of its own for what a policy forbids; only through the page could it be read. */
const UNREADABLE = { name: 'Exception', message: '' };

/** What a DOMException says; null for anything else. */
function thrownBy(error: unknown): { name: string; message: string } | null {
  try {
    return { name: domName(error as DOMException), message: domMessage(error as DOMException) };
  } catch {
    return null;
  }
}

/** What else of a socket is told to be. */
interface Origin {
  source: Source;
  run?: string;
  key?: string;
}

/** The name under which to call the constructor, so that the browser's log names the connection; '' for none. */
export type KeyFor = (asked: Asked) => string;

/** The tapped constructor and methods, and the way to the sockets behind them. */
export interface Tap {
  /** Begins to report a native socket. */
  adopt(socket: WebSocket, protocols: string[] | null, stack: string | null, origin: Origin): Tapped;
  /** Sends as the page would, but in the name of `source`. Throws what the browser throws. */
  send(of: Tapped, data: string | ArrayBuffer, source: Source): void;
  close(of: Tapped, args: [code?: number, reason?: string], source: Source): void;
}

/** Answers `new WebSocket` instead of the browser, or returns null to let it. */
export type Substitute = (asked: Asked, newTarget: unknown) => WebSocket | null;

/**
 * Puts Proxies in place of the constructor, `send` and `close`. Everything else of a socket stays the browser's
 * own: the page gets native objects, native events, native errors, in native order. What goes wrong in here, such as
 * a stack or a memory that is full, costs a recorded event and never concerns the page.
 */
export function installTap(
  recorder: Recorder,
  substitute: Substitute | null,
  keyFor: KeyFor | null = null,
): Tap {
  const known = bareWeakMap<WebSocket, Tapped>();

  const adopt: Tap['adopt'] = (socket, protocols, stack, origin) => {
    const of = recorder.begin(socket, { time: now(), url: urlOf(socket), protocols, stack, ...origin });
    known.set(socket, of);
    const connection = of.id;
    // Added before the page can add any: ours is always the first to hear.
    const hear = <Heard extends Event>(type: string, tell: (event: Heard) => void): void =>
      listen(socket, type, (event: Heard) => {
        if (event.isTrusted) quietly(() => tell(event));
      });
    listen(socket, 'message', (event: MessageEvent) => {
      if (!event.isTrusted) return;
      try {
        const message = classify(messageData(event));
        if (message !== null) recorder.frame(of, 'received', message, 'wire');
      } catch {
        // Its number is missing in the recording, which says so.
      }
    });
    hear('open', () => {
      const protocol = protocolOf(socket);
      const extensions = extensionsOf(socket);
      recorder.tell(of, { type: 'open', connection, time: now(), protocol, extensions }, false);
    });
    hear('error', () => recorder.tell(of, { type: 'error', connection, time: now() }, false));
    hear('close', (event: CloseEvent) => {
      const code = closeCode(event);
      const reason = closeReason(event);
      const wasClean = closeWasClean(event);
      recorder.tell(of, { type: 'closed', connection, time: now(), code, reason, wasClean }, true);
    });
    return of;
  };

  /** @param plain true where no code of the page's can have run in the constructor, so the error is the browser's */
  const refuse = ({ url, protocols }: Asked, error: unknown, plain: boolean): void => {
    const thrown = thrownBy(error);
    if (thrown === null && !plain) return;
    const { name, message } = thrown ?? UNREADABLE;
    const time = now();
    const of = recorder.begin(null, { time, url, protocols, stack: callerStack(), source: 'wire' });
    recorder.tell(of, { type: 'refused', connection: of.id, time, name, message }, true);
  };

  const send = (self: WebSocket, of: Tapped, args: unknown[], source: Source): unknown => {
    let message = classify(args[0]);
    if (message === null && !(isObject(args[0]) && isShared(args[0]))) {
      args[0] = convertToText(args[0]);
      message = classify(args[0]);
    }
    const open = readyStateOf(self) === OPEN;
    const result = apply(nativeSend, self, args);
    try {
      if (open && message !== null) recorder.frame(of, 'sent', message, source);
      else if (!open) recorder.discard(of);
    } catch {
      // Its number is missing in the recording, which says so.
    }
    return result;
  };

  const close = (self: WebSocket, of: Tapped, args: unknown[], source: Source): unknown => {
    const { code, reason } = readCloseArguments(args);
    const early = readyStateOf(self) <= OPEN;
    const result = apply(nativeClose, self, args);
    if (early)
      quietly(() =>
        recorder.tell(of, { type: 'closing', connection: of.id, time: now(), code, reason, source }, false),
      );
    return result;
  };

  const Tapped: typeof WebSocket = standIn(
    NativeWebSocket as never,
    {
      construct(target: typeof WebSocket, args: unknown[], newTarget: unknown) {
        const asked = readArguments(args);
        const made = newTarget === Tapped ? target : newTarget;
        const stand = asked === null || substitute === null ? null : substitute(asked, made);
        if (stand !== null) return stand;
        const key = asked === null || keyFor === null ? '' : keyFor(asked);
        let socket: WebSocket;
        try {
          socket =
            key === ''
              ? construct(target, args, made as () => void)
              : constructAs(key, target, args, made as () => void);
        } catch (error) {
          if (asked !== null) quietly(() => refuse(asked, error, made === target));
          throw error;
        }
        const origin: Origin = key === '' ? { source: 'wire' } : { source: 'wire', key };
        quietly(() => adopt(socket, asked?.protocols ?? null, callerStack(), origin));
        return socket;
      },
    } as ProxyHandler<never>,
  );

  replace(globalThis, 'WebSocket', Tapped);
  replace(socketPrototype, 'constructor', Tapped);
  replace(socketPrototype, 'send', tapMethod(nativeSend, 1, known, send));
  replace(socketPrototype, 'close', tapMethod(nativeClose, 0, known, close));

  return {
    adopt,
    send: (of, data, source) => void send(of.socket as WebSocket, of, [data], source),
    close: (of, args, source) => void close(of.socket as WebSocket, of, args, source),
  };
}

/** `least` is how many arguments the method needs: with fewer the browser's own error is due. */
function tapMethod(
  native: (...args: never[]) => unknown,
  least: number,
  known: WeakMap<WebSocket, Tapped>,
  tapped: (self: WebSocket, of: Tapped, args: unknown[], source: Source) => unknown,
): unknown {
  return standIn(native, {
    apply(target, self, args: unknown[]) {
      const of = isObject(self) ? known.get(self as WebSocket) : undefined;
      return of === undefined || args.length < least
        ? apply(target, self, args)
        : tapped(self as WebSocket, of, args, 'wire');
    },
  });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // See above.
  }
}

/** Changes a property's value and nothing else of it. */
function replace(owner: object, name: string, value: unknown): void {
  defineProperty(owner, name, { ...getOwnPropertyDescriptor(owner, name), value });
}
