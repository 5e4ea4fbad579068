import { at, keysOf, opened, outcome, shape } from './kit.js';

const { prototype } = WebSocket;
const idle = () => new WebSocket(at());

/** What the constructor, its prototype and their properties are. */
export const identity = {
  'typeof WebSocket': () => typeof WebSocket,
  'name and length': () => [WebSocket.name, WebSocket.length],
  'own keys of the constructor': () => keysOf(WebSocket),
  'own properties of the constructor': () => keysOf(WebSocket).map((key) => shape(WebSocket, key)),
  'property of window': () => shape(window, 'WebSocket'),
  'one object under all names': () =>
    new Set([WebSocket, window.WebSocket, self.WebSocket, globalThis.WebSocket, frames.WebSocket]).size,
  'prototype.constructor': () => prototype.constructor === WebSocket,
  'constructor of a socket': () => idle().constructor === WebSocket,
  'parent of the constructor': () => Object.getPrototypeOf(WebSocket) === EventTarget,
  'parent of the prototype': () => Object.getPrototypeOf(prototype) === EventTarget.prototype,
  'prototype of a socket': () => Object.getPrototypeOf(idle()) === prototype,
  'the prototype cannot be replaced': () => [
    Reflect.set(WebSocket, 'prototype', {}),
    Reflect.defineProperty(WebSocket, 'prototype', { value: {} }),
    WebSocket.prototype === prototype,
  ],
  'own keys of the prototype': () => keysOf(prototype),
  'own properties of the prototype': () => keysOf(prototype).map((key) => [key, shape(prototype, key)]),
  'toString of the constructor': () => String(WebSocket),
  'toString of send': () => String(prototype.send),
  'toString of close': () => String(prototype.close),
  'toString of the accessors': () =>
    keysOf(prototype)
      .map((key) => Object.getOwnPropertyDescriptor(prototype, key) ?? {})
      .flatMap(({ get, set }) => [String(get), String(set)]),
  'toString of a subclass': () => String(class Named extends WebSocket {}),
  'send has no prototype': () => ['prototype' in prototype.send, 'prototype' in prototype.close],
  'send is no constructor': () => outcome(() => new prototype.send('x')),
  'close is no constructor': () => outcome(() => new prototype.close()),
  'methods stay the same object': () => {
    const socket = idle();
    return [socket.send === prototype.send, socket.close === prototype.close];
  },
  'parent of the methods': () => [
    Object.getPrototypeOf(prototype.send) === Function.prototype,
    Object.getPrototypeOf(prototype.close) === Function.prototype,
  ],
  'own keys of a socket': () => keysOf(idle()),
  'own keys of a used socket': async () => {
    const socket = await opened();
    socket.send('x');
    socket.onmessage = () => {};
    return keysOf(socket);
  },
  'for-in over a socket': () => {
    const names = [];
    for (const name in idle()) names.push(name);
    return names;
  },
  'for-in over the constructor': () => {
    const names = [];
    for (const name in WebSocket) names.push(name);
    return names;
  },
  'entries of the constructor': () => Object.entries(WebSocket),
  'JSON of a socket': () => JSON.stringify(idle()),
  tags: () => [WebSocket, prototype, idle(), prototype.send].map((it) => Object.prototype.toString.call(it)),
  'constants everywhere': () =>
    ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].map((name) => [
      WebSocket[name],
      prototype[name],
      idle()[name],
    ]),
  'constants cannot be assigned': () =>
    outcome(() => {
      WebSocket.OPEN = 7;
    }),
  'constants cannot be deleted': () => [
    Reflect.deleteProperty(WebSocket, 'OPEN'),
    Reflect.deleteProperty(prototype, 'OPEN'),
  ],
  instanceof: () => {
    const socket = idle();
    return [socket instanceof WebSocket, socket instanceof EventTarget, {} instanceof WebSocket];
  },
  'instanceof by prototype alone': () => Object.create(prototype) instanceof WebSocket,
  'Symbol.hasInstance': () => WebSocket[Symbol.hasInstance] === Function.prototype[Symbol.hasInstance],
  'Symbol.species': () => typeof WebSocket[Symbol.species],
  'extensible, sealed, frozen': () =>
    [WebSocket, prototype, prototype.send].map((it) => [
      Object.isExtensible(it),
      Object.isSealed(it),
      Object.isFrozen(it),
    ]),
  'a static property added by the page': () => {
    WebSocket.mine = 1;
    const seen = [shape(WebSocket, 'mine'), 'mine' in WebSocket, keysOf(WebSocket).at(-1)];
    return [...seen, delete WebSocket.mine, 'mine' in WebSocket];
  },
  'caller and arguments': () => [
    outcome(() => WebSocket.caller),
    outcome(() => WebSocket.arguments),
    outcome(() => prototype.send.caller),
  ],
  'call without new': () => outcome(() => WebSocket(at())),
  'call and apply': () => [
    outcome(() => WebSocket.call({}, at())),
    outcome(() => WebSocket.apply(idle(), [at()])),
    outcome(() => WebSocket.call(undefined)),
  ],
  bind: () => {
    const Bound = WebSocket.bind(null, at());
    const socket = new Bound();
    return [
      Bound.name,
      Bound.length,
      socket.url.endsWith('/echo'),
      Object.getPrototypeOf(socket) === prototype,
    ];
  },
  'a Proxy around it': () => {
    const log = [];
    const Wrapped = new Proxy(WebSocket, {
      get: (target, key, receiver) => {
        log.push(['get', String(key), receiver === Wrapped]);
        return Reflect.get(target, key, receiver);
      },
      construct: (target, args, newTarget) => {
        log.push(['construct', args.length, newTarget === Wrapped]);
        return Reflect.construct(target, args, newTarget);
      },
    });
    const socket = new Wrapped(at());
    return [log, Object.getPrototypeOf(socket) === prototype, socket instanceof Wrapped];
  },
  structuredClone: () => [
    outcome(() => structuredClone(WebSocket)),
    outcome(() => structuredClone(prototype.send)),
    outcome(() => structuredClone(idle())),
  ],
  'postMessage of a socket': () => outcome(() => new MessageChannel().port1.postMessage(idle())),
  'brand checks of the accessors': () =>
    keysOf(prototype)
      .map((key) => [key, Object.getOwnPropertyDescriptor(prototype, key)?.get])
      .filter(([, get]) => get)
      .map(([key, get]) => [key, outcome(() => get.call({})), outcome(() => get.call(prototype))]),
  'brand checks of the methods': () => [
    outcome(() => prototype.send('x')),
    outcome(() => prototype.send.call({}, 'x')),
    outcome(() => prototype.send.call(undefined, 'x')),
    outcome(() => prototype.send.call(new EventTarget(), 'x')),
    outcome(() => prototype.send.call(Object.create(prototype), 'x')),
    outcome(() => prototype.send.call(new Proxy(idle(), {}), 'x')),
    outcome(() => prototype.send.call({})),
    outcome(() => prototype.close()),
    outcome(() => prototype.close.call(null)),
  ],
  'replacing and restoring the global': () => {
    const Native = WebSocket;
    class Mine {}
    globalThis.WebSocket = Mine;
    const replaced = WebSocket === Mine;
    globalThis.WebSocket = Native;
    return [replaced, WebSocket === Native, shape(window, 'WebSocket')];
  },
  'copying everything the constructor has': () =>
    Object.getOwnPropertyNames(WebSocket).map((name) => [name, typeof outcome(() => WebSocket[name])]),
};
