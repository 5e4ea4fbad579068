import { at, next, opened, outcome, REFUSED, show, story } from './kit.js';

const make = (...args) =>
  outcome(() => {
    const socket = new WebSocket(...args);
    const { url, readyState, protocol, extensions, bufferedAmount, binaryType } = socket;
    const handlers = [socket.onopen, socket.onmessage, socket.onerror, socket.onclose];
    return {
      url: url.replace(location.host, 'HOST'),
      readyState,
      protocol,
      extensions,
      bufferedAmount,
      binaryType,
      handlers,
    };
  });

/** Makes a socket and reports what was called of its arguments, in order. */
function order(makeArguments) {
  const log = [];
  const said = outcome(() => new WebSocket(...makeArguments(log)).readyState);
  return [log, said];
}

/** An object that logs each operation on it. */
function watched(target, log, name) {
  const traps = [
    'get',
    'has',
    'ownKeys',
    'getOwnPropertyDescriptor',
    'getPrototypeOf',
    'isExtensible',
    'set',
    'defineProperty',
  ];
  const proxy = new Proxy(
    target,
    Object.fromEntries(
      traps.map((trap) => [
        trap,
        (...args) => {
          const keyed = typeof args[1] === 'string' || typeof args[1] === 'symbol';
          log.push(`${name} ${trap}${keyed ? ` ${String(args[1])}` : ''}`);
          if (trap === 'get') log.push(args[2] === proxy ? 'on itself' : 'on another');
          return Reflect[trap](...args);
        },
      ]),
    ),
  );
  return proxy;
}

const item = (log, text) => ({
  toString() {
    log.push(`toString ${text.replace(location.host, 'HOST')}`);
    return text;
  },
});

async function negotiated(protocols) {
  const socket = new WebSocket(at(), protocols);
  await next(socket, 'open');
  return socket.protocol;
}

/** What the constructor takes, how often it looks, and what it throws. */
export const construct = {
  'no argument': () => make(),
  undefined: () => make(undefined),
  null: () => make(null),
  'an empty URL': () => make(''),
  'a relative URL': () => make('/echo'),
  'an http URL': () => make(at().replace('ws:', 'http:')),
  'an https URL': () => make(`https://${location.host}/echo`),
  'a fragment': () => make(`${at()}#x`),
  'an empty fragment': () => make(`${at()}#`),
  'another scheme': () => make('ftp://127.0.0.1/'),
  'no host': () => make('ws://'),
  'a bad port': () => make('ws://127.0.0.1:99999/'),
  'not a URL': () => make('ws://a b/'),
  'user and password': () => make(at().replace('//', '//user:secret@')),
  'upper case': () => make(at().replace('ws:', 'WS:')),
  'spaces and tabs around': () => make(`  ${at()}\t`),
  'letters beyond ASCII': () => make(`${at()}?ü=€ x`),
  'lone surrogates': () => make(`${at()}?\ud800`),
  'dots in the path': () => make(`ws://${location.host}/a/../echo/./`),
  'a URL object': () => make(new URL(at())),
  'a String object': () => make(new String(at())),
  'a URL by toPrimitive': () => make({ [Symbol.toPrimitive]: (hint) => `${at()}?${hint}` }),
  'a URL by valueOf': () => make({ toString: null, valueOf: () => at() }),
  'a URL that throws': () =>
    make({
      toString() {
        throw new RangeError('mine');
      },
    }),
  'a URL that throws no error': () =>
    make({
      toString() {
        throw 7;
      },
    }),
  'a symbol': () => make(Symbol('url')),
  'an object without toString': () => make(Object.create(null)),
  'a number': () => make(5),
  'a server that refuses': async () => story(new WebSocket(REFUSED)),

  'protocols as a string': () => negotiated('one'),
  'protocols as an array': () => negotiated(['one', 'two']),
  'no protocols in an array': () => negotiated([]),
  'protocols undefined': () => negotiated(undefined),
  'protocols as a Set': () => negotiated(new Set(['one', 'two'])),
  'protocols as arguments': () =>
    negotiated(
      (function () {
        // biome-ignore lint/complexity/noArguments: it is what this is about
        return arguments;
      })('one', 'two'),
    ),
  'protocols as a String object': () => make(at(), new String('one')),
  'protocols by a generator': () =>
    negotiated(
      (function* () {
        yield 'one';
        yield 'two';
      })(),
    ),
  'protocols by an array subclass': () => negotiated(new (class extends Array {})('one', 'two')),
  'an array of objects': () => negotiated([{ toString: () => 'one' }]),
  'an array of numbers': () => negotiated([1, 2]),
  'an empty protocol': () => make(at(), ''),
  'an empty protocol in an array': () => make(at(), ['']),
  'protocols null': () => make(at(), null),
  'protocols as a number': () => negotiated(5),
  'protocols as a boolean': () => negotiated(true),
  'protocols as a bigint': () => negotiated(7n),
  'protocols as a symbol': () => make(at(), Symbol('x')),
  'a symbol among protocols': () => make(at(), [Symbol('x')]),
  'protocols as an object': () => make(at(), {}),
  'protocols as an object with toString': () => negotiated({ toString: () => 'one' }),
  'protocols as a function': () => make(at(), () => {}),
  'the same protocol twice': () => make(at(), ['one', 'one']),
  'protocols that differ in case': () => negotiated(['one', 'ONE']),
  'a protocol with a space': () => make(at(), 'a b'),
  'a protocol with a comma': () => make(at(), 'a,b'),
  'a protocol beyond ASCII': () => make(at(), 'ü'),
  'a protocol with a control character': () => make(at(), 'a\u0000'),
  'undefined among protocols': () => negotiated([undefined]),
  'a hole among protocols': () => make(at(), Array(2)),
  'nested arrays': () => make(at(), [['one', 'two']]),
  'an iterator that is no function': () => make(at(), { [Symbol.iterator]: 5 }),
  'an iterator that is null': () => make(at(), { [Symbol.iterator]: null, toString: () => 'one' }),
  'an iterator that throws': () =>
    make(at(), {
      [Symbol.iterator]() {
        throw new RangeError('mine');
      },
    }),
  'an iterator that gives no object': () => make(at(), { [Symbol.iterator]: () => 5 }),
  'an iterator without next': () => make(at(), { [Symbol.iterator]: () => ({}) }),
  'a next that gives no object': () => make(at(), { [Symbol.iterator]: () => ({ next: () => 5 }) }),
  'a next that throws': () =>
    make(at(), {
      [Symbol.iterator]: () => ({
        next() {
          throw new RangeError('mine');
        },
      }),
    }),
  'bad protocols do not end the iterator': () =>
    order((log) => [
      at(),
      {
        [Symbol.iterator]: () => ({
          next: () => ({ done: false, value: Symbol('x') }),
          return() {
            log.push('return');
            return {};
          },
        }),
      },
    ]),
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return make(at(), proxy);
  },

  'order of conversions': () =>
    order((log) => [
      item(log, at()),
      {
        get [Symbol.iterator]() {
          log.push('iterator');
          return function* () {
            log.push(['this is the argument', typeof this]);
            yield item(log, 'one');
            yield item(log, 'two');
          };
        },
      },
    ]),
  'order of conversions before a bad URL': () =>
    order((log) => [item(log, 'ftp://x/'), [item(log, 'one'), item(log, 'one')]]),
  'order of conversions before a bad protocol': () =>
    order((log) => [item(log, at()), [item(log, 'a b'), item(log, 'c')]]),
  'an iterator step by step': () =>
    order((log) => {
      const values = ['one', 'two'];
      const iterator = {
        get next() {
          log.push('next');
          return function (...args) {
            log.push(['called on the iterator', this === iterator, args.length]);
            const value = values.shift();
            return {
              get done() {
                log.push('done');
                return value === undefined;
              },
              get value() {
                log.push('value');
                return value;
              },
            };
          };
        },
      };
      const protocols = {
        [Symbol.iterator](...args) {
          log.push(['called on the argument', this === protocols, args.length]);
          return iterator;
        },
      };
      return [at(), protocols];
    }),
  'a watched object as URL': () => order((log) => [watched({ toString: () => at() }, log, 'url')]),
  'a watched array as protocols': () =>
    order((log) => [at(), watched(['one', item(log, 'two')], log, 'protocols')]),
  'a watched Set as protocols': () =>
    order((log) => [at(), watched({ [Symbol.iterator]: () => ['one'].values() }, log, 'protocols')]),
  'a watched object as protocols': () =>
    order((log) => [at(), watched({ toString: () => 'one' }, log, 'protocols')]),
  'getters in an array': () =>
    order((log) => {
      const protocols = ['one', 'two'];
      for (const index of [0, 1])
        Object.defineProperty(protocols, index, {
          get: () => {
            log.push(`get ${index}`);
            return item(log, `p${index}`);
          },
        });
      return [at(), protocols];
    }),
  'an array that shrinks while it is read': () =>
    order((log) => {
      const protocols = [
        {
          toString() {
            log.push('shrink');
            protocols.length = 1;
            return 'one';
          },
        },
        item(log, 'two'),
      ];
      return [at(), protocols];
    }),
  'a watched third argument': () => order((log) => [at(), [], watched({ headers: {} }, log, 'options')]),
  'arguments are not changed': () => {
    const protocols = ['one', 'two'];
    const args = [at(), protocols];
    new WebSocket(...args);
    return [args.length, args[1] === protocols, Reflect.ownKeys(protocols), [...protocols]];
  },

  'negotiated extensions': async () => {
    const socket = await opened(`ws://${location.host}/compressed`);
    return socket.extensions;
  },
  'an error of the constructor': () => {
    try {
      new WebSocket('ftp://x/');
    } catch (error) {
      return [
        show(error),
        Reflect.ownKeys(error).map(String),
        error instanceof DOMException,
        Object.prototype.toString.call(error),
      ];
    }
  },
  'stack of an error of the constructor': () => {
    function caller() {
      new WebSocket('ftp://x/');
    }
    try {
      caller();
    } catch (error) {
      const lines = error.stack.split('\n').map((line) => line.replace(/\(.*|@.*|https?:.*/, '').trim());
      return lines.slice(0, lines.findIndex((line) => line.includes('caller')) + 1);
    }
  },
};
