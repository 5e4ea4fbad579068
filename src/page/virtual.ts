import type { Command } from '../protocol/command.ts';
import type { PagePlan } from '../protocol/plan.ts';
import { matches } from '../protocol/predicate.ts';
import { classify } from './classify.ts';
import { closeError, readCloseArguments } from './close-rules.ts';
import { deliver, incoming } from './deliver.ts';
import { resolveSocketUrl } from './document-url.ts';
import { handlerAccessors } from './handler-attribute.ts';
import {
  apply,
  bareWeakMap,
  construct,
  defineProperty,
  dispatch,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isObject,
  later,
  NativeCloseEvent,
  NativeEvent,
  NativeEventTarget,
  now,
  setPrototypeOf,
  socketPrototype,
  utf8Size,
} from './primordials.ts';
import type { Recorder, Tapped } from './recorder.ts';
import { bufferError, conversionError, domError, typeError } from './refusals.ts';
import { callerStack } from './stack.ts';
import { standIn } from './stand-in.ts';
import type { Substitute } from './tap.ts';
import { convertToText } from './web-idl.ts';

const eventTargets = NativeEventTarget.prototype;
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

interface State {
  of: Tapped;
  url: string;
  readyState: number;
  protocol: string;
  extensions: string;
  binaryType: BinaryType;
  bufferedAmount: number;
}

/** Sockets of this document that the recording answers in the server's place. */
export interface VirtualSockets {
  substitute: Substitute;
  /** Carries out a command on a virtual socket; false if `of` is not one. */
  perform(of: Tapped, command: Command): boolean;
  /** Nobody is there any more to answer: sockets of the page from now on reach the server. */
  disarm(): void;
}

/**
 * Prepares an armed document: sockets that `plan` answers become objects with the page's own prototype whose state
 * is kept here. Accessors and methods of `WebSocket.prototype` are patched to know them; every other socket is
 * passed on. Called after the tap is in place and before any page code.
 */
export function createVirtualSockets(plan: PagePlan, recorder: Recorder): VirtualSockets {
  const states = bareWeakMap<WebSocket, State>();
  const left = plan.answers.map((answer) => ({ ...answer, __proto__: null }));

  const answerFor = (url: string): boolean => {
    for (let index = 0; index < left.length; index++) {
      const answer = left[index] as (typeof left)[number];
      if (answer.times <= 0 || !matches(answer.match, { url })) continue;
      answer.times--;
      return true;
    }
    return false;
  };

  /** @param failed whether an `error` event goes first */
  const finish = (
    socket: WebSocket,
    state: State,
    failed: boolean,
    code: number,
    reason: string,
    wasClean: boolean,
  ): void => {
    if (state.readyState === CLOSED) return;
    state.readyState = CLOSED;
    const { of } = state;
    if (failed) {
      recorder.tell(of, { type: 'error', connection: of.id, time: now() }, false);
      dispatch(socket, new NativeEvent('error'));
    }
    recorder.tell(of, { type: 'closed', connection: of.id, time: now(), code, reason, wasClean }, true);
    const init = { __proto__: null, code, reason, wasClean };
    dispatch(socket, new NativeCloseEvent('close', init as CloseEventInit));
  };

  const send = (state: State, args: unknown[]): void => {
    if (args.length === 0)
      throw typeError(
        "execute 'send'",
        '1 argument required, but only 0 present.',
        '0 is not a valid argument count for any overload.',
      );
    const refused = bufferError(args[0]);
    if (refused !== null) throw refused;
    let message = classify(args[0]);
    if (message === null) {
      const text = convertToText(args[0]);
      message = classify(text);
      if (message === null) throw conversionError("execute 'send'", () => `${text}`);
    }
    if (state.readyState === CONNECTING)
      throw domError(
        'InvalidStateError',
        "execute 'send'",
        'Still in CONNECTING state.',
        'An attempt was made to use an object that is not, or is no longer, usable',
      );
    const size = typeof message.data === 'string' ? utf8Size(message.data) : message.size;
    state.bufferedAmount += size;
    if (state.readyState !== OPEN) return recorder.discard(state.of);
    recorder.frame(state.of, 'sent', message, 'wire');
    later(() => {
      state.bufferedAmount -= size;
    }, 0);
  };

  const close = (socket: WebSocket, state: State, args: unknown[]): void => {
    const asked = readCloseArguments(args);
    const { code, reason } = asked;
    if (args.length > 0 && args[0] !== undefined && code === null)
      throw conversionError("execute 'close'", () => +(args[0] as number));
    if (args.length > 1 && args[1] !== undefined && reason === null)
      throw conversionError("execute 'close'", () => `${args[1]}`);
    const error = closeError(asked);
    if (error !== null) throw error;
    if (state.readyState >= CLOSING) return;
    const early = state.readyState === CONNECTING;
    state.readyState = CLOSING;
    recorder.tell(
      state.of,
      { type: 'closing', connection: state.of.id, time: now(), code, reason, source: 'wire' },
      false,
    );
    later(() => {
      if (early) finish(socket, state, true, 1006, '', false);
      else finish(socket, state, false, code ?? 1005, code === null ? '' : (reason ?? ''), true);
    }, 0);
  };

  for (const name of ['url', 'readyState', 'protocol', 'extensions', 'bufferedAmount'] as const)
    patch(states, name, 'get', (state) => state[name]);
  patch(states, 'binaryType', 'get', (state) => state.binaryType);
  patch(states, 'binaryType', 'set', (state, _socket, args) => {
    const type = convertToText(args[0]);
    if (type === 'blob' || type === 'arraybuffer') state.binaryType = type;
    else if (typeof type !== 'string')
      throw conversionError("set the 'binaryType' property", () => `${type}`);
  });
  for (const name of ['open', 'message', 'error', 'close']) {
    const attribute = handlerAccessors(name);
    patch(states, `on${name}`, 'get', (_state, socket) => attribute.get(socket));
    patch(states, `on${name}`, 'set', (_state, socket, args) => attribute.set(socket, args[0]));
  }
  patch(states, 'send', 'value', (state, _socket, args) => send(state, args));
  patch(states, 'close', 'value', (state, socket, args) => close(socket, state, args));

  return {
    substitute({ url: text, protocols }, newTarget) {
      const url = resolveSocketUrl(text, protocols);
      if (url === null || !answerFor(url)) return null;
      const socket = construct(NativeEventTarget, [], newTarget as () => void) as WebSocket;
      // What the browser falls back to where newTarget has no prototype is the wrong one here.
      if (getPrototypeOf(socket) === eventTargets) setPrototypeOf(socket, socketPrototype);
      const of = recorder.begin(socket, {
        time: now(),
        url,
        protocols,
        stack: callerStack(),
        source: 'replay',
        run: plan.run,
        virtual: true,
      });
      states.set(socket, {
        of,
        url,
        readyState: CONNECTING,
        protocol: '',
        extensions: '',
        binaryType: 'blob',
        bufferedAmount: 0,
      });
      return socket;
    },

    perform(of, command) {
      const socket = of.socket as WebSocket;
      const state = states.get(socket);
      if (state === undefined) return false;
      if (command.type === 'answer' && state.readyState === CONNECTING) {
        state.readyState = OPEN;
        const protocol = command.protocol;
        const extensions = command.extensions;
        state.protocol = protocol;
        state.extensions = extensions;
        recorder.tell(of, { type: 'open', connection: of.id, time: now(), protocol, extensions }, false);
        dispatch(socket, new NativeEvent('open'));
      } else if (command.type === 'receive' && state.readyState === OPEN) {
        const data = incoming(command.payload, state.binaryType);
        const message = classify(data);
        if (message !== null) recorder.frame(of, 'received', message, command.source);
        deliver(socket, state.url, data);
      } else if (command.type === 'close') {
        const { code, reason, wasClean = true, errored = false } = command;
        const failed = errored || state.readyState === CONNECTING;
        finish(socket, state, failed, code ?? 1005, reason ?? '', wasClean);
      }
      return true;
    },

    disarm() {
      left.length = 0;
    },
  };
}

/** Puts a Proxy in place of one half of a property: virtual sockets go to `own`, all else to what was there. */
function patch(
  states: WeakMap<WebSocket, State>,
  name: string,
  half: 'get' | 'set' | 'value',
  own: (state: State, socket: WebSocket, args: unknown[]) => unknown,
): void {
  const descriptor = getOwnPropertyDescriptor(socketPrototype, name) as PropertyDescriptor;
  const patched = standIn(descriptor[half] as () => unknown, {
    apply(target, self, args: unknown[]) {
      const state = isObject(self) ? states.get(self as WebSocket) : undefined;
      return state === undefined ? apply(target, self, args) : own(state, self as WebSocket, args);
    },
  });
  defineProperty(socketPrototype, name, { ...descriptor, [half]: patched });
}
