import { at, frame, keysOf, next, opened, shape, sleep, story } from './kit.js';

/** A socket that does a bit of everything, then ends. */
async function busy() {
  const socket = new WebSocket(at({ text: 'a' }, { hex: '01' }, { echo: true }), 'one');
  await next(socket, 'open');
  for (const value of ['x', new Uint8Array(3), new Blob(['y'])]) socket.send(value);
  for (let count = 0; count < 5; count++) await next(socket, 'message');
  socket.close(3001, 'bye');
  await next(socket, 'close');
}

const { apply } = Reflect;
const { defineProperty } = Object;

/** Logs the calls of functions while `work` runs. */
async function counting(places, work) {
  const calls = [];
  let armed = false;
  const undo = places.map(([owner, key]) => {
    const native = Object.getOwnPropertyDescriptor(owner, key);
    const name = String(key);
    defineProperty(owner, key, {
      ...native,
      value(...args) {
        if (armed) calls[calls.length] = typeof args[0] === 'string' ? `${name} ${args[0]}` : name;
        return apply(native.value, this, args);
      },
    });
    return () => defineProperty(owner, key, native);
  });
  armed = true;
  try {
    await work();
    await sleep(60);
  } finally {
    armed = false;
    for (const restore of undo) restore();
  }
  return calls;
}

/** Names that a recorder might look up in vain. */
const NAMES = [
  'bigint',
  'blob',
  'bubbles',
  'cancelable',
  'capture',
  'code',
  'command',
  'composed',
  'connection',
  'count',
  'data',
  'delay',
  'detail',
  'done',
  'edited',
  'event',
  'get',
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
];

/** Firefox makes globals in the order of their first use, by whomever. */
const globalsOf = (view) =>
  Object.getOwnPropertyNames(view)
    .filter((name) => !/^\d+$/.test(name))
    .sort();

/** What else of the page could tell that somebody watches. */
export const world = {
  globals: () => globalsOf(window),
  'symbols on window': () => Object.getOwnPropertySymbols(window).map(String),
  'globals of a frame': async () => globalsOf((await frame()).contentWindow),
  'own keys of document': () => keysOf(document),
  'own keys of document.fonts': () => keysOf(document.fonts),
  'handlers of document.fonts': () => [
    document.fonts.onloading,
    document.fonts.onloadingdone,
    document.fonts.size,
  ],
  'own keys of other objects': () =>
    [navigator, history, location, performance, crypto, document.documentElement, screen].map(keysOf),
  'the document': () => document.documentElement.outerHTML.replace(/<iframe.*?<\/iframe>/g, ''),
  resources: () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !name.startsWith(location.origin)),
  'prototypes of what is used': () =>
    [
      EventTarget,
      MessageEvent,
      CloseEvent,
      MessagePort,
      MessageChannel,
      Blob,
      URL,
      WeakMap,
      Map,
      Reflect,
      Proxy,
    ]
      .map((it) => it.prototype ?? it)
      .map((it) => keysOf(it).map((key) => shape(it, key))),
  'native code of what is used': () =>
    [
      EventTarget.prototype.addEventListener,
      EventTarget.prototype.dispatchEvent,
      Function.prototype.toString,
      MessagePort.prototype.postMessage,
      window.postMessage,
      setTimeout,
      Reflect.construct,
      Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get,
    ].map(String),
  'messages that window hears': async () => {
    const seen = [];
    const listener = ({ data, type }) => seen.push([type, typeof data]);
    addEventListener('message', listener, true);
    addEventListener('messageerror', listener, true);
    await busy();
    await sleep(60);
    removeEventListener('message', listener, true);
    removeEventListener('messageerror', listener, true);
    return seen;
  },
  "functions of the page's that are called": async () =>
    counting(
      [
        [EventTarget.prototype, 'dispatchEvent'],
        [MessagePort.prototype, 'postMessage'],
        [window, 'postMessage'],
        [window, 'structuredClone'],
        [BroadcastChannel.prototype, 'postMessage'],
        [Reflect, 'construct'],
        [Reflect, 'apply'],
        [Function.prototype, 'call'],
        [Function.prototype, 'bind'],
        [Array.prototype, 'push'],
        [Array.prototype, 'slice'],
        [Array.prototype, Symbol.iterator],
        [WeakMap.prototype, 'get'],
        [WeakMap.prototype, 'set'],
        [Map.prototype, 'get'],
        [Map.prototype, 'set'],
        [performance, 'now'],
        [Performance.prototype, 'now'],
        [Date, 'now'],
        [JSON, 'stringify'],
        [String.prototype, 'toWellFormed'],
        [TextEncoder.prototype, 'encode'],
        [ArrayBuffer, 'isView'],
        [ArrayBuffer.prototype, 'slice'],
        [Object.getPrototypeOf(Uint8Array.prototype), 'set'],
        [Blob.prototype, 'arrayBuffer'],
        [FileReader.prototype, 'readAsArrayBuffer'],
        [window, 'queueMicrotask'],
        [window, 'clearTimeout'],
        [window, 'setInterval'],
      ].filter(([owner, key]) => Object.getOwnPropertyDescriptor(owner, key)?.value),
      busy,
    ),
  'listeners that are added': async () => {
    const calls = await counting([[EventTarget.prototype, 'addEventListener']], busy);
    return calls;
  },
  'errors that nobody caught': async () => {
    const seen = [];
    const listener = (event) => seen.push(event.type);
    addEventListener('error', listener);
    addEventListener('unhandledrejection', listener);
    await busy();
    await story(new WebSocket(at({ drop: true })));
    removeEventListener('error', listener);
    removeEventListener('unhandledrejection', listener);
    return seen;
  },
  'numbers of timers': async () => {
    const before = setTimeout(() => {}, 0);
    const socket = await opened();
    socket.send('x');
    await next(socket, 'message');
    const after = setTimeout(() => {}, 0);
    return after - before;
  },
  'timers that are all cleared': async () => {
    const socket = await opened();
    socket.send('x');
    for (let id = setTimeout(() => {}, 0); id > 0; id--) clearTimeout(id);
    return (await next(socket, 'message')).data;
  },
  'call sites that a page formats': async () => {
    const seen = [];
    Error.prepareStackTrace = (_error, sites) => {
      seen.push(sites.length);
      return 'formatted';
    };
    try {
      const socket = await opened();
      socket.send('x');
      await next(socket, 'message');
    } finally {
      delete Error.prepareStackTrace;
    }
    return seen;
  },
  'the name of errors that is looked up': async () => {
    const seen = [];
    const native = Object.getOwnPropertyDescriptor(Error.prototype, 'name');
    Object.defineProperty(Error.prototype, 'name', {
      configurable: true,
      get() {
        seen.push('name');
        return 'Error';
      },
    });
    try {
      await busy();
    } finally {
      Object.defineProperty(Error.prototype, 'name', native);
    }
    return seen;
  },
  'window.event within a call': async () => {
    const socket = new WebSocket(at());
    const seen = [];
    await new Promise((resolve) => {
      socket.onopen = (event) => {
        socket.send('x');
        seen.push(window.event === event);
        new WebSocket(at());
        seen.push(window.event === event);
        socket.close();
        seen.push(window.event === event);
        resolve();
      };
    });
    return [seen, window.event === undefined];
  },
  'names that are missing stay missing': async () => {
    const seen = [];
    const bare = (descriptor) => Object.assign(Object.create(null), descriptor);
    for (const name of NAMES)
      Object.defineProperty(
        Object.prototype,
        name,
        bare({
          configurable: true,
          get() {
            seen[seen.length] = `get ${name}`;
          },
          set(value) {
            seen[seen.length] = `set ${name}`;
            const own = bare({ writable: true, configurable: true, enumerable: true });
            own.value = value;
            Object.defineProperty(this, name, own);
          },
        }),
      );
    try {
      const socket = new WebSocket(`ws://${location.host}/echo`, 'one');
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      const before = seen.length;
      socket.send('x');
      socket.send(new Uint8Array(2));
      socket.send(new Blob(['y']));
      await new Promise((resolve) => {
        socket.onmessage = resolve;
      });
      socket.close(1000);
      await new Promise((resolve) => {
        socket.onclose = resolve;
      });
      await sleep(60);
      return [before, seen];
    } finally {
      for (const name of NAMES) delete Object.prototype[name];
    }
  },
};
