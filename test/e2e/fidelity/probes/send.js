import { at, frame, next, opened, outcome, sent, show } from './kit.js';

const bytes = (...values) => new Uint8Array(values);
const shared = () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer;

function detached() {
  const buffer = bytes(1, 2, 3).buffer;
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function detachedView(View) {
  const view = new View(new ArrayBuffer(8));
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

function outOfBounds(View) {
  const buffer = new ArrayBuffer(16, { maxByteLength: 16 });
  const view = new View(buffer, 8, View === DataView ? 8 : 2);
  buffer.resize(4);
  return view;
}

const views = {};
for (const View of [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
])
  views[`a ${View.name}`] = () => {
    const { buffer } = bytes(...Array.from({ length: 24 }, (_, index) => index));
    return sent(new View(buffer, 8, 1));
  };

/** What `send` takes and what arrives. */
export const send = {
  'no argument': async () => {
    const socket = await opened();
    return outcome(() => socket.send());
  },
  'a string': () => sent('text'),
  'an empty string': () => sent(''),
  'letters beyond ASCII': () => sent('ü€😀'),
  'lone surrogates': () => sent('a\ud800b\udc00'),
  'a zero character': () => sent('\0'),
  'a number': () => sent(5),
  'minus zero': () => sent(-0),
  NaN: () => sent(Number.NaN),
  'a bigint': () => sent(7n),
  true: () => sent(true),
  null: () => sent(null),
  undefined: () => sent(undefined),
  'a symbol': () => sent(Symbol('x')),
  'an object': () => sent({}),
  'an array': () => sent([1, [2, 3]]),
  'a function': () => sent(function named() {}),
  'a Date': () => sent(new Date(0).toISOString()),
  'a RegExp': () => sent(/x/g),
  'a String object': () => sent(new String('x')),
  'a URL': () => sent(new URL('http://x/y')),
  'a URLSearchParams': () => sent(new URLSearchParams({ a: '1' })),
  'a FormData': () => sent(new FormData()),
  'an element': () => sent(document.createElement('a')),
  'document.all': () => sent(document.all),
  'a socket': async () => sent(await opened()),
  'an object without prototype': () => sent(Object.create(null)),
  'an object with toString': () => sent({ toString: () => 'mine' }),
  'an object with toPrimitive': () => sent({ [Symbol.toPrimitive]: (hint) => hint }),
  'an object whose toString gives no primitive': () => sent({ toString: () => ({}), valueOf: () => ({}) }),
  'an object whose toString gives a symbol': () => sent({ toString: () => Symbol('x') }),
  'an object whose toString throws': () =>
    sent({
      toString() {
        throw new RangeError('mine');
      },
    }),
  'toString is called once': async () => {
    let count = 0;
    const result = await sent({ toString: () => `call ${++count}` });
    return [result, count];
  },
  'a lying tag': () => sent({ [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 3 }),
  'an ArrayBuffer with a lying tag': () => {
    const { buffer } = bytes(1, 2);
    Object.defineProperty(buffer, Symbol.toStringTag, { value: 'Blob' });
    return sent(buffer);
  },
  'a Proxy of an ArrayBuffer': () => sent(new Proxy(bytes(1, 2).buffer, {})),
  'a Proxy of a view': () => sent(new Proxy(bytes(1, 2), {})),
  'a Proxy of a Blob': () => sent(new Proxy(new Blob(['x']), {})),
  'a watched object': async () => {
    const log = [];
    const value = new Proxy(
      { toString: () => 'mine' },
      {
        get(target, key) {
          log.push(String(key));
          return target[key];
        },
        getPrototypeOf() {
          log.push('getPrototypeOf');
          return null;
        },
        has(_target, key) {
          log.push(`has ${String(key)}`);
          return false;
        },
      },
    );
    return [await sent(value), log];
  },
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return sent(proxy);
  },

  'an ArrayBuffer': () => sent(bytes(1, 2, 255).buffer),
  'an empty ArrayBuffer': () => sent(new ArrayBuffer(0)),
  ...views,
  'a DataView': () => sent(new DataView(bytes(1, 2, 3, 4).buffer, 1, 2)),
  'a subarray': () => sent(new Float32Array([1, 2, 3, 4]).subarray(1, 3)),
  'an empty view': () => sent(bytes().subarray(0)),
  'a detached ArrayBuffer': () => sent(detached()),
  'a view of a detached ArrayBuffer': () => sent(detachedView(Uint16Array)),
  'a DataView of a detached ArrayBuffer': () => sent(detachedView(DataView)),
  'a resizable ArrayBuffer': () => sent(new ArrayBuffer(2, { maxByteLength: 4 })),
  'a view that follows its length': () => sent(new Uint8Array(new ArrayBuffer(2, { maxByteLength: 4 }))),
  'a view out of bounds': () => sent(outOfBounds(Uint16Array)),
  'a DataView out of bounds': () => sent(outOfBounds(DataView)),
  'a SharedArrayBuffer': () => sent(shared()),
  'a view of a SharedArrayBuffer': () => sent(new Uint8Array(shared(), 0, 2)),
  'memory of WebAssembly': () => sent(new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer, 0, 2)),
  'a subclass that lies about its size': () =>
    sent(
      new (class extends Uint8Array {
        get byteLength() {
          return 1;
        }
        get buffer() {
          return new ArrayBuffer(9);
        }
      })([1, 2, 3]),
    ),
  'a buffer that lies about its species': () =>
    sent(
      new (class extends ArrayBuffer {
        static get [Symbol.species]() {
          throw new Error('species');
        }
        slice() {
          throw new Error('slice');
        }
      })(2),
    ),
  'a buffer of another realm': async () => {
    const { contentWindow } = await frame();
    return sent(new contentWindow.Uint8Array([1, 2]).buffer);
  },
  'a view of another realm': async () => {
    const { contentWindow } = await frame();
    return sent(new contentWindow.Uint8Array([1, 2]));
  },
  'a buffer changed after sending': async () => {
    const socket = await opened();
    socket.binaryType = 'arraybuffer';
    const view = bytes(1, 2, 3);
    socket.send(view);
    view.fill(9);
    return show((await next(socket, 'message')).data);
  },
  'a buffer transferred after sending': async () => {
    const socket = await opened();
    socket.binaryType = 'arraybuffer';
    const { buffer } = bytes(1, 2, 3);
    socket.send(buffer);
    structuredClone(buffer, { transfer: [buffer] });
    return show((await next(socket, 'message')).data);
  },

  'a Blob': () => sent(new Blob(['blob'])),
  'an empty Blob': () => sent(new Blob()),
  'a Blob with a type': () => sent(new Blob(['x'], { type: 'text/plain' })),
  'a File': () => sent(new File(['file'], 'name.txt')),
  'a slice of a Blob': () => sent(new Blob(['abcdef']).slice(2, 4)),
  'a Blob of another realm': async () => {
    const { contentWindow } = await frame();
    return sent(new contentWindow.Blob(['other']));
  },
  'text between Blobs': async () => {
    const socket = await opened(at({ describe: true }));
    for (const value of [new Blob(['a']), 'b', new Blob(['c']), bytes(100), 'e']) socket.send(value);
    const got = [];
    while (got.length < 5) got.push((await next(socket, 'message')).data);
    return got;
  },

  'more arguments': async () => {
    const socket = await opened();
    return [outcome(() => socket.send('x', 'y', 5)), (await next(socket, 'message')).data];
  },
  'this by call': async () => {
    const socket = await opened();
    const { send: method } = WebSocket.prototype;
    return [outcome(() => method.call(socket, 'x')), (await next(socket, 'message')).data];
  },
  'arguments by apply': async () => {
    const socket = await opened();
    socket.send.apply(socket, { length: 1, 0: 'x' });
    return (await next(socket, 'message')).data;
  },
  'while connecting': () => {
    const socket = new WebSocket(at());
    return [outcome(() => socket.send('x')), socket.bufferedAmount, socket.readyState];
  },
  'without argument while connecting': () => outcome(() => new WebSocket(at()).send()),
  'conversion before the state is checked': () => {
    const log = [];
    const socket = new WebSocket(at());
    const value = {
      toString() {
        log.push('toString');
        return 'x';
      },
    };
    return [outcome(() => socket.send(value)), log];
  },
  'while closing': async () => {
    const socket = await opened();
    socket.close();
    const amounts = [];
    for (const value of ['abc', bytes(1, 2).buffer, new Blob(['xyz']), 'ü']) {
      amounts.push(
        outcome(() => socket.send(value)),
        socket.bufferedAmount,
      );
    }
    return amounts;
  },
  'after the end': async () => {
    const socket = await opened();
    socket.close();
    await next(socket, 'close');
    socket.send('abc');
    socket.send(bytes(1, 2));
    return [socket.bufferedAmount, socket.readyState];
  },
  'toString that closes': async () => {
    const socket = await opened();
    const value = {
      toString() {
        socket.close();
        return 'x';
      },
    };
    return [outcome(() => socket.send(value)), socket.readyState, socket.bufferedAmount];
  },
  'toString that sends': async () => {
    const socket = await opened();
    socket.send({
      toString() {
        socket.send('inner');
        return 'outer';
      },
    });
    const first = await next(socket, 'message');
    const second = await next(socket, 'message');
    return [first.data, second.data];
  },
  'bufferedAmount grows within a task': async () => {
    const socket = await opened();
    const amounts = [socket.bufferedAmount];
    for (const value of ['abc', 'ü', '', bytes(1, 2, 3).buffer, new Blob(['xy'])]) {
      socket.send(value);
      amounts.push(socket.bufferedAmount);
    }
    await Promise.resolve();
    amounts.push(socket.bufferedAmount);
    for (let count = 0; count < 5; count++) await next(socket, 'message');
    return [...amounts, socket.bufferedAmount];
  },
  'bufferedAmount counts what is sent': async () => {
    const socket = await opened();
    socket.send('a\ud800');
    const surrogate = socket.bufferedAmount;
    socket.send({ toString: () => 'four' });
    return [surrogate, socket.bufferedAmount];
  },
  'one mebibyte': async () => {
    const socket = await opened();
    socket.binaryType = 'arraybuffer';
    socket.send(new Uint8Array(1 << 20).fill(7));
    const { data } = await next(socket, 'message');
    return [data.byteLength, new Uint8Array(data).every((byte) => byte === 7)];
  },
  'deep in the stack': async () => {
    const socket = await opened();
    const dive = (depth) => (depth === 0 ? socket.send('deep') : dive(depth - 1));
    dive(1000);
    return (await next(socket, 'message')).data;
  },
};
