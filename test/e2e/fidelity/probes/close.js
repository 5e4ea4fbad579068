import { at, next, opened, outcome, show, story } from './kit.js';

/** Calls `close` on an open socket and says what came of it. */
async function closing(...args) {
  const socket = await opened();
  const said = outcome(() => socket.close(...args));
  const after = socket.readyState;
  if (after !== 2) return [said, after];
  const { code, reason, wasClean } = await next(socket, 'close');
  return [said, after, code, reason, wasClean];
}

const thrower = {
  valueOf() {
    throw new RangeError('mine');
  },
  toString() {
    throw new RangeError('mine');
  },
};

const codes = {};
for (const code of [
  0, 999, 1000, 1001, 1005, 1006, 2999, 3000, 3000.5, 3000.7, 3001.5, 4999, 5000, -1, 1e10, 66536,
])
  codes[`code ${code}`] = () => closing(code);

/** What `close` takes and how sockets end. */
export const close = {
  'no argument': () => closing(),
  ...codes,
  'code undefined': () => closing(undefined),
  'code undefined with a reason': () => closing(undefined, 'bye'),
  'both undefined': () => closing(undefined, undefined),
  'code null': () => closing(null),
  'code NaN': () => closing(Number.NaN),
  'code infinite': () => closing(Number.POSITIVE_INFINITY),
  'code as a string': () => closing('3001'),
  'code as a word': () => closing('x'),
  'code as an object': () => closing({ valueOf: () => 3001 }),
  'code as a bigint': () => closing(3001n),
  'code as a symbol': () => closing(Symbol('x')),
  'code that throws': () => closing(thrower),
  'code as a boolean': () => closing(true),
  'a reason': () => closing(3001, 'bye'),
  'an empty reason': () => closing(3001, ''),
  'a reason beyond ASCII': () => closing(3001, 'ü€😀'),
  'a reason with a lone surrogate': () => closing(3001, 'a\ud800'),
  'reason undefined': () => closing(3001, undefined),
  'reason null': () => closing(3001, null),
  'reason as a number': () => closing(3001, 5),
  'reason as an object': () => closing(3001, { toString: () => 'mine' }),
  'reason as a symbol': () => closing(3001, Symbol('x')),
  'reason that throws': () => closing(3001, thrower),
  'a reason of 123 bytes': () => closing(3001, 'x'.repeat(123)),
  'a reason of 124 bytes': () => closing(3001, 'x'.repeat(124)),
  'a reason of 123 characters and more bytes': () => closing(3001, 'ü'.repeat(123)),
  'a reason of 124 bytes by a lone surrogate': () => closing(3001, `${'x'.repeat(121)}\ud800`),
  'a bad code and a long reason': () => closing(1, 'x'.repeat(124)),
  'order of conversions': async () => {
    const log = [];
    const told = (name, value) => ({
      valueOf() {
        log.push(`${name} valueOf`);
        return value;
      },
      toString() {
        log.push(`${name} toString`);
        return value;
      },
    });
    return [await closing(told('code', 3001), told('reason', 'mine')), log];
  },
  'order of conversions and checks': async () => {
    const log = [];
    const reason = {
      toString() {
        log.push('reason');
        return 'x';
      },
    };
    return [await closing(1, reason), log];
  },
  'more arguments': () => closing(3001, 'bye', thrower),
  twice: async () => {
    const socket = await opened();
    socket.close(3001, 'first');
    const again = outcome(() => socket.close(3002, 'second'));
    const bad = outcome(() => socket.close(1));
    const { code, reason } = await next(socket, 'close');
    const late = outcome(() => socket.close(3003));
    const lateBad = outcome(() => socket.close(1));
    return [again, bad, code, reason, late, lateBad, socket.readyState];
  },
  'while connecting': async () => {
    const socket = new WebSocket(at());
    const said = outcome(() => socket.close());
    const after = socket.readyState;
    return [said, after, await story(socket)];
  },
  'while connecting, with a code': async () => {
    const socket = new WebSocket(at());
    socket.close(3001, 'never');
    return story(socket);
  },
  'while connecting, within a microtask': async () => {
    const socket = new WebSocket(at());
    const log = [socket.readyState];
    await Promise.resolve();
    log.push(socket.readyState);
    socket.close();
    log.push(socket.readyState);
    await Promise.resolve();
    log.push(socket.readyState);
    return [log, await story(socket)];
  },
  'code conversion that closes': async () => {
    const socket = await opened();
    const code = {
      valueOf() {
        socket.close(3005, 'inner');
        return 3001;
      },
    };
    socket.close(code, 'outer');
    const event = await next(socket, 'close');
    return [event.code, event.reason];
  },
  'within open': async () => {
    const socket = new WebSocket(at());
    const told = story(socket);
    socket.addEventListener('open', () => socket.close(3001));
    return told;
  },
  'within a message': async () => {
    const socket = new WebSocket(at({ text: 'one' }, { text: 'two' }, { wait: 30 }));
    const seen = [];
    socket.onmessage = ({ data }) => {
      seen.push(data);
      socket.close(3001);
    };
    const told = await story(socket);
    return [seen[0], told.at(-1)];
  },
  'this by call': async () => {
    const socket = await opened();
    WebSocket.prototype.close.call(socket, 3001, 'bye');
    const { code, reason } = await next(socket, 'close');
    return [code, reason];
  },
  'by the server, 1000': () => story(new WebSocket(at({ text: 'x' }, { close: [1000] }))),
  'by the server, 3001 with a reason': () => story(new WebSocket(at({ close: [3001, 'ü bye'] }))),
  'by the server, without a code': () => story(new WebSocket(at({ close: [] }))),
  'by the server, 1001': () => story(new WebSocket(at({ close: [1001] }))),
  'by the server, dropped': () => story(new WebSocket(at({ text: 'x' }, { wait: 20 }, { drop: true }))),
  'by both': async () => {
    const socket = await opened(at({ await: 1 }, { close: [3001, 'server'] }));
    socket.send('x');
    await next(socket, 'close');
    const state = socket.readyState;
    socket.close();
    return [state, socket.readyState, show(socket.bufferedAmount)];
  },
  'what is left after the end': async () => {
    const socket = await opened(at({ close: [3001] }), 'one');
    await next(socket, 'close');
    const { url, readyState, protocol, extensions, bufferedAmount, binaryType } = socket;
    return [url.startsWith('ws:'), readyState, protocol, extensions, bufferedAmount, binaryType];
  },
};
