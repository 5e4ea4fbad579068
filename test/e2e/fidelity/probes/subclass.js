import { at, next, outcome, show } from './kit.js';

const where = (socket, Class) => [
  socket instanceof Class,
  socket instanceof WebSocket,
  Object.getPrototypeOf(socket) === Class.prototype,
  socket.constructor === Class,
];

/** A newTarget whose every use is logged. */
function watchedTarget(prototype, log) {
  function Target() {}
  return new Proxy(Target, {
    get(target, key) {
      log.push(String(key));
      return key === 'prototype' ? prototype : target[key];
    },
    construct() {
      log.push('construct');
      return {};
    },
    getPrototypeOf(target) {
      log.push('getPrototypeOf');
      return Reflect.getPrototypeOf(target);
    },
  });
}

/** The ways pages extend and wrap WebSocket. */
export const subclass = {
  'a class': () => {
    class Mine extends WebSocket {}
    return where(new Mine(at()), Mine);
  },
  'a class with fields and private names': () => {
    class Mine extends WebSocket {
      field = this.readyState;
      #secret = 42;
      get secret() {
        return this.#secret;
      }
      static has(it) {
        return #secret in it;
      }
    }
    const socket = new Mine(at());
    return [socket.field, socket.secret, Mine.has(socket), Object.keys(socket)];
  },
  'new.target': () => {
    let seen;
    class Mine extends WebSocket {
      constructor(...args) {
        seen = new.target;
        super(...args);
      }
    }
    new Mine(at());
    return seen === Mine;
  },
  'this before super': () =>
    outcome(() => {
      class Mine extends WebSocket {
        // biome-ignore lint/correctness/noUnreachableSuper: it is what this is about
        constructor(url) {
          this.early = 1;
          super(url);
        }
      }
      return new Mine(at());
    }),
  'parents of a class': () => {
    class Mine extends WebSocket {}
    return [
      Object.getPrototypeOf(Mine) === WebSocket,
      Object.getPrototypeOf(Mine.prototype) === WebSocket.prototype,
      Mine.OPEN,
      Mine.length,
    ];
  },
  'a class of a class': () => {
    class One extends WebSocket {}
    class Two extends One {}
    const socket = new Two(at());
    return [...where(socket, Two), socket instanceof One];
  },
  'overriding send and close': async () => {
    const log = [];
    class Mine extends WebSocket {
      send(data) {
        log.push(['send', data]);
        return super.send(`<${data}>`);
      }
      close(...args) {
        log.push(['close', ...args]);
        super.close(...args);
      }
    }
    const socket = new Mine(at());
    await next(socket, 'open');
    log.push(show(socket.send('x')));
    log.push((await next(socket, 'message')).data);
    socket.close(3001, 'bye');
    const { code, reason } = await next(socket, 'close');
    return [log, code, reason];
  },
  'nothing calls what a class overrides': async () => {
    const log = [];
    class Mine extends WebSocket {
      addEventListener(...args) {
        log.push(['addEventListener', args[0]]);
        super.addEventListener(...args);
      }
      removeEventListener(...args) {
        log.push(['removeEventListener', args[0]]);
        super.removeEventListener(...args);
      }
      dispatchEvent(event) {
        log.push(['dispatchEvent', event.type]);
        return super.dispatchEvent(event);
      }
      get readyState() {
        log.push('readyState');
        return super.readyState;
      }
      get url() {
        log.push('url');
        return super.url;
      }
      get protocol() {
        log.push('protocol');
        return super.protocol;
      }
      get extensions() {
        log.push('extensions');
        return super.extensions;
      }
      get binaryType() {
        log.push('binaryType');
        return super.binaryType;
      }
    }
    const socket = new Mine(at(), 'one');
    await new Promise((resolve) => {
      socket.onopen = resolve;
    });
    socket.send('x');
    await new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.close(1000);
    await new Promise((resolve) => {
      socket.onclose = resolve;
    });
    return log;
  },
  'a method called while it is made': () => {
    const log = [];
    class Mine extends WebSocket {
      constructor(url) {
        super(url);
        log.push(outcome(() => super.send('early')));
        super.close();
        log.push(this.readyState);
      }
    }
    new Mine(at());
    return log;
  },
  'a function by Reflect.construct': () => {
    function Mine(url) {
      return Reflect.construct(WebSocket, [url], Mine);
    }
    Mine.prototype = Object.create(WebSocket.prototype, { constructor: { value: Mine } });
    Object.setPrototypeOf(Mine, WebSocket);
    return where(new Mine(at()), Mine);
  },
  'a function that calls its parent': () =>
    outcome(() => {
      function Mine(url) {
        WebSocket.call(this, url);
      }
      Mine.prototype = Object.create(WebSocket.prototype);
      return new Mine(at());
    }),
  'a function that returns a socket': () => {
    function Fake(url) {
      return new WebSocket(url);
    }
    Fake.prototype = WebSocket.prototype;
    const socket = new Fake(at());
    return [socket instanceof Fake, socket instanceof WebSocket, socket.constructor === WebSocket];
  },
  'newTarget is a function': () => {
    function Other() {}
    const socket = Reflect.construct(WebSocket, [at()], Other);
    return [
      Object.getPrototypeOf(socket) === Other.prototype,
      socket instanceof WebSocket,
      Object.getOwnPropertyDescriptor(WebSocket.prototype, 'readyState').get.call(socket),
    ];
  },
  'newTarget is Array': () => {
    const socket = Reflect.construct(WebSocket, [at()], Array);
    return [Array.isArray(socket), Object.getPrototypeOf(socket) === Array.prototype];
  },
  'newTarget has no prototype': () => {
    function Other() {}
    Other.prototype = null;
    const socket = Reflect.construct(WebSocket, [at()], Other);
    return Object.getPrototypeOf(socket) === WebSocket.prototype;
  },
  'newTarget is no constructor': () => outcome(() => Reflect.construct(WebSocket, [at()], () => {})),
  'newTarget is watched': () => {
    const log = [];
    const prototype = Object.create(WebSocket.prototype);
    const Target = watchedTarget(prototype, log);
    const socket = Reflect.construct(WebSocket, [at()], Target);
    return [log, Object.getPrototypeOf(socket) === prototype];
  },
  'newTarget is watched and the URL bad': () => {
    const log = [];
    const Target = watchedTarget(WebSocket.prototype, log);
    return [outcome(() => Reflect.construct(WebSocket, ['ftp://x/'], Target)), log];
  },
  'newTarget throws': () =>
    outcome(() => {
      function Plain() {}
      const Target = new Proxy(Plain, {
        get() {
          throw new RangeError('mine');
        },
      });
      return Reflect.construct(WebSocket, [at()], Target);
    }),
  'as newTarget of another': () => {
    const target = Reflect.construct(EventTarget, [], WebSocket);
    return [
      Object.getPrototypeOf(target) === WebSocket.prototype,
      outcome(() => target.readyState),
      outcome(() => target.send('x')),
    ];
  },
  'arguments by an array-like': () => Reflect.construct(WebSocket, { length: 1, 0: at() }).readyState,
  'a mixin': () => {
    const Loud = (Base) =>
      class extends Base {
        shout() {
          return `${this.readyState}!`;
        }
      };
    const Mine = Loud(WebSocket);
    return new Mine(at()).shout();
  },
  'a wrapper that patches the instance': async () => {
    const socket = new WebSocket(at());
    const log = [];
    const { send } = socket;
    socket.send = function (data) {
      log.push(data);
      return send.call(this, data);
    };
    await next(socket, 'open');
    socket.send('x');
    return [log, (await next(socket, 'message')).data, Object.keys(socket)];
  },
  'a wrapper that patches the prototype': async () => {
    const log = [];
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (...args) {
      log.push(args);
      return send.apply(this, args);
    };
    const socket = new WebSocket(at());
    await next(socket, 'open');
    socket.send('x');
    const { data } = await next(socket, 'message');
    WebSocket.prototype.send = send;
    return [log, data, WebSocket.prototype.send === send];
  },
  'a wrapper that patches the accessors': async () => {
    const { data: native } = Object.getOwnPropertyDescriptors(MessageEvent.prototype);
    Object.defineProperty(MessageEvent.prototype, 'data', {
      ...native,
      get() {
        return `[${native.get.call(this)}]`;
      },
    });
    const socket = new WebSocket(at({ text: 'x' }));
    const { data } = await next(socket, 'message');
    Object.defineProperty(MessageEvent.prototype, 'data', native);
    return data;
  },
};
