/*
 * What a hostile page does to its own realm, before its first socket. Each attack calls `saw` with everything that it
 * gets into its hands; what of that is none of the page's own is collected.
 */

const native = {
  apply: Reflect.apply,
  construct: Reflect.construct,
  define: Object.defineProperty,
  describe: Object.getOwnPropertyDescriptor,
  setPrototypeOf: Object.setPrototypeOf,
  keys: Reflect.ownKeys,
  isPort: (value) => {
    try {
      native.apply(native.onmessage, value, []);
      return true;
    } catch {
      return false;
    }
  },
  onmessage: Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage').get,
};

/** Adds to an array, whatever its prototype says of indices. */
const put = (array, value) =>
  native.define(array, array.length, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: true,
  });

/** What the page must never see: our events, our port, the names of our own events. */
const stolen = [];

function saw(how, values) {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value === 'string') {
      // Not `startsWith`: it may be ours by now.
      if (value.length > 9 && value[0] === 'f' && value[4] === 'e' && value[5] === 'r' && value[8] === 'l')
        put(stolen, `${how}: ${value}`);
    } else if (typeof value === 'object' && value !== null) {
      if (native.isPort(value)) put(stolen, `${how}: a port`);
      const names = native.keys(value);
      for (let at = 0; at < names.length; at++)
        if (names[at] === 'connection' || names[at] === 'milestones' || names[at] === 'givenSeq')
          put(stolen, `${how}: an event`);
    }
  }
}

/** Puts a function in place of a method that shows `saw` all it is given, and then does `then` or what it did. */
function hook(owner, name, then) {
  const before = native.describe(owner, name);
  if (!before || typeof before.value !== 'function') return;
  native.setPrototypeOf(before, null);
  const { value } = before;
  const how = typeof name === 'symbol' ? name.description : name;
  let within = false;
  before.value = function (...args) {
    if (within) return native.apply(value, this, args);
    within = true;
    try {
      saw(how, [this]);
      saw(how, args);
    } finally {
      within = false;
    }
    if (then) return then(value, this, args);
    return new.target ? native.construct(value, args) : native.apply(value, this, args);
  };
  before.value.prototype = value.prototype;
  native.define(owner, name, before);
}

function hookAll(...owners) {
  for (const owner of owners)
    for (const name of native.keys(owner)) if (name !== 'constructor') hook(owner, name);
}

/** Puts accessors where a recorder might look in vain, or assign. */
function trap(owner, names) {
  for (const name of names) {
    const descriptor = { __proto__: null, configurable: true };
    descriptor.get = function () {
      saw(`get ${name}`, [this]);
    };
    descriptor.set = function (value) {
      saw(`set ${name}`, [this, value]);
      const own = { __proto__: null, value, writable: true, configurable: true, enumerable: true };
      native.define(this, name, own);
    };
    native.define(owner, name, descriptor);
  }
}

const thrower = () => {
  throw new Error('not for you');
};

const lie = (owner, name, get) => native.define(owner, name, { __proto__: null, configurable: true, get });

export const ATTACKS = {
  'the prototype of arrays': () => {
    trap(
      Array.prototype,
      Array.from({ length: 1200 }, (_, index) => index),
    );
    hookAll(Array.prototype);
    hook(Object.getPrototypeOf([].values()), 'next');
  },
  'the prototype of objects': () => {
    trap(Object.prototype, [
      'bigint',
      'blob',
      'blocked',
      'bubbles',
      'cancelable',
      'capture',
      'code',
      'command',
      'composed',
      'connection_',
      'count',
      'data',
      'delay',
      'detail',
      'done',
      'edited',
      'errored',
      'event',
      'get',
      'history',
      'key',
      'message',
      'next',
      'omitted',
      'once',
      'passive',
      'payload',
      'pending',
      'ports',
      'prepareStackTrace',
      'priority',
      'reason',
      'run',
      'seq',
      'set',
      'signal',
      'size',
      'source',
      'stack',
      'time',
      'type',
      'value',
      'virtual',
      'wasClean',
    ]);
    hook(Object.prototype, 'toString');
    hook(Object.prototype, 'valueOf');
    hook(Object.prototype, 'hasOwnProperty');
  },
  functions: () => {
    for (const name of ['apply', 'bind', 'call', 'toString']) hook(Function.prototype, name);
    trap(Function.prototype, ['get', 'set', 'prepareStackTrace', 'construct']);
  },
  'Reflect, Object and Proxy': () => {
    hookAll(Reflect, Object, JSON, Number, String, Symbol);
    hook(window, 'Proxy');
    hook(window, 'Object');
  },
  promises: () => {
    hookAll(Promise, Promise.prototype);
    hook(window, 'queueMicrotask');
    hook(window, 'Promise');
    trap(Object.prototype, ['then']);
  },
  events: () => {
    hookAll(EventTarget.prototype, Event.prototype, MessageEvent.prototype, CustomEvent.prototype);
    for (const name of ['Event', 'MessageEvent', 'CloseEvent', 'CustomEvent', 'EventTarget'])
      hook(window, name);
    lie(MessageEvent.prototype, 'data', () => 'a lie');
    lie(MessageEvent.prototype, 'ports', thrower);
    for (const name of ['code', 'reason', 'wasClean']) lie(CloseEvent.prototype, name, thrower);
    lie(Event.prototype, 'type', () => 'a lie');
  },
  'ports and channels': () => {
    for (const name of ['framereel:taken', 'framereel:known', 'framereel:arm', 'framereel:renew'])
      document.fonts.dispatchEvent(new CustomEvent(name, { detail: { plan: '{"run":"x","answers":[]}' } }));
    const { port1, port2 } = new MessageChannel();
    document.fonts.dispatchEvent(new MessageEvent('framereel:port', { ports: [port2] }));
    port1.onmessage = ({ data }) => saw('a port of the page', [data]);
    port1.postMessage({ type: 'record', on: false });
    hookAll(MessagePort.prototype, BroadcastChannel.prototype);
    for (const name of [
      'MessageChannel',
      'MessagePort',
      'BroadcastChannel',
      'postMessage',
      'structuredClone',
    ])
      hook(window, name);
    for (const name of ['message', 'messageerror', 'framereel:up', 'framereel:port', 'framereel:taken'])
      for (const target of [window, document, document.fonts])
        target.addEventListener(name, (event) => saw(name, [event.type, ...(event.ports ?? [])]), true);
  },
  'buffers and Blobs': () => {
    const views = Object.getPrototypeOf(Uint8Array.prototype);
    hookAll(ArrayBuffer.prototype, views, DataView.prototype, TextEncoder.prototype, Blob.prototype);
    hookAll(FileReader.prototype, ArrayBuffer);
    for (const name of ['ArrayBuffer', 'Uint8Array', 'DataView', 'TextEncoder', 'Blob', 'FileReader'])
      hook(window, name);
    for (const name of ['byteLength', 'detached', 'resizable']) lie(ArrayBuffer.prototype, name, thrower);
    for (const name of ['byteLength', 'byteOffset', 'buffer', 'length', Symbol.toStringTag])
      lie(views, name, thrower);
    lie(ArrayBuffer, Symbol.species, thrower);
    lie(Blob.prototype, 'size', () => 7);
  },
  maps: () => {
    hookAll(WeakMap.prototype, Map.prototype, WeakSet.prototype, Set.prototype, WeakRef.prototype);
    for (const name of ['WeakMap', 'Map', 'WeakSet', 'Set', 'WeakRef']) hook(window, name);
  },
  'clocks and timers': () => {
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'])
      hook(window, name, () => 0);
    hook(Scheduler.prototype, 'postTask', () => new Promise(() => {}));
    hook(Performance.prototype, 'now', () => Number.NaN);
    hook(Date, 'now', () => -1);
    lie(Performance.prototype, 'timeOrigin', () => 'never');
    for (let id = 0; id < 10_000; id++) clearTimeout(id);
  },
  stacks: () => {
    Error.prepareStackTrace = (_error, sites) => {
      for (const site of sites) saw('a call site', [site.getThis?.(), site.getFunction?.()]);
      return {};
    };
    lie(Error, 'stackTraceLimit', thrower);
    for (const name of ['name', 'message', 'stack']) lie(Error.prototype, name, thrower);
    hook(Error, 'captureStackTrace');
    hook(window, 'Error');
  },
  'inherited stacks': () => {
    native.define(Function.prototype, 'prepareStackTrace', {
      configurable: true,
      value: (_error, sites) => {
        for (const site of sites) saw('a call site', [site.getThis?.(), site.getFunction?.()]);
        return {};
      },
    });
    Error.stackTraceLimit = 0;
  },
  tags: () => {
    for (const it of [Object, ArrayBuffer, Blob, DataView, WebSocket, MessageEvent, String, Array])
      native.define(it.prototype, Symbol.toStringTag, { configurable: true, get: () => 'Blob' });
  },
  sockets: () => {
    const { prototype } = WebSocket;
    for (const name of ['url', 'readyState', 'protocol', 'extensions', 'bufferedAmount'])
      lie(prototype, name, thrower);
    trap(prototype, ['CONNECTING_', 'addEventListener', 'dispatchEvent']);
    delete prototype.addEventListener;
    delete prototype.dispatchEvent;
  },
  strings: () => {
    hookAll(String.prototype, RegExp.prototype, URL.prototype);
    hook(window, 'URL');
    lie(URL.prototype, 'href', thrower);
    lie(URL.prototype, 'origin', thrower);
    native.define(String.prototype, Symbol.toPrimitive, { configurable: true, value: () => 'a lie' });
  },
  'everything frozen': () => {
    for (const it of [Object, Array, Function, EventTarget, WebSocket, MessagePort, Map, WeakMap, Event])
      Object.freeze(it.prototype);
    Object.freeze(WebSocket);
  },
};

/**
 * Attacks and then talks, with functions that were there before: what the page hears and sends must not suffer either.
 * @param {'before' | 'after'} when it attacks: before it makes its socket, or after that has opened
 * @returns {Promise<{ heard: unknown[], stolen: string[] }>}
 */
export async function attack(name, url, when) {
  const { addEventListener } = EventTarget.prototype;
  const { send, close } = WebSocket.prototype;
  const Socket = WebSocket;
  const data = native.describe(MessageEvent.prototype, 'data').get;
  const code = native.describe(CloseEvent.prototype, 'code').get;
  const size = native.describe(Blob.prototype, 'size').get;
  const bytes = new Uint8Array([1, 2, 3]);
  const blob = new Blob(['blob']);
  const promised = new Promise((resolve) => {
    native.resolve = resolve;
  });
  if (when === 'before') ATTACKS[name]();

  const heard = [];
  const socket = new Socket(url, ['chat', 'other']);
  const listen = (type, listener) => native.apply(addEventListener, socket, [type, listener]);
  listen('open', () => {
    if (when === 'after') ATTACKS[name]();
    native.apply(send, socket, ['text']);
    native.apply(send, socket, [bytes]);
    native.apply(send, socket, [blob]);
    native.apply(send, socket, [{ toString: () => 'made text' }]);
  });
  listen('message', (event) => {
    const value = native.apply(data, event, []);
    put(heard, typeof value === 'string' ? value : `${native.apply(size, value, [])} bytes`);
    if (heard.length === 4) native.apply(close, socket, [3001, 'bye']);
  });
  listen('close', (event) => {
    put(heard, native.apply(code, event, []));
    native.resolve();
  });
  await promised;
  return { heard, stolen };
}
