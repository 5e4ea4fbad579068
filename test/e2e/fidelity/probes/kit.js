/** What probes are written with. Everything a probe returns is made of JSON by `show`, with nothing of it lost. */

/** The address of a socket whose server does these steps (see site.ts); it echoes where there are none. */
export function at(...steps) {
  const origin = `ws://${location.host}`;
  return steps.length ? `${origin}/script?${encodeURIComponent(JSON.stringify(steps))}` : `${origin}/echo`;
}

export const REFUSED = `ws://${location.host}/refuse`;

/** The next event of this type. */
export const next = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** A socket that is open. */
export async function opened(url = at(), protocols = [], Class = WebSocket) {
  const socket = new Class(url, protocols);
  await next(socket, 'open');
  return socket;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What `work` throws, or what it returns. */
export function outcome(work) {
  try {
    return show(work());
  } catch (error) {
    return { threw: show(error) };
  }
}

/** Sends `value` and says what the server got, or what was thrown. */
export async function sent(value, prepare) {
  const socket = await opened(at({ describe: true }));
  await prepare?.(socket);
  let result;
  try {
    result = { returned: show(socket.send(value)), buffered: socket.bufferedAmount };
  } catch (error) {
    result = { threw: show(error), buffered: socket.bufferedAmount };
  }
  socket.send('end');
  const got = [];
  for (;;) {
    const { data } = await next(socket, 'message');
    if (data === '[false,"656e64"]') break;
    got.push(JSON.parse(data));
  }
  socket.close();
  return { ...result, got };
}

/** Everything a socket says until it is closed. */
export async function story(socket) {
  const log = [];
  for (const type of ['open', 'message', 'error', 'close'])
    socket.addEventListener(type, (event) => {
      const { readyState } = socket;
      if (type === 'message') log.push([type, readyState, show(event.data)]);
      else if (type === 'close') log.push([type, readyState, event.code, event.reason, event.wasClean]);
      else log.push([type, readyState]);
    });
  await next(socket, 'close');
  return log;
}

/** A frame of this page, loaded. */
export async function frame(attributes = {}) {
  const element = document.createElement('iframe');
  Object.assign(element, attributes);
  const loaded = next(element, 'load');
  document.body.append(element);
  await loaded;
  return element;
}

/** What a property is, without its value. */
export function shape(owner, key) {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (!descriptor) return null;
  const flags = ['configurable', 'enumerable', 'writable'].filter((flag) => descriptor[flag]).join(' ');
  const halves = ['value', 'get', 'set'].map((half) => {
    const value = descriptor[half];
    if (typeof value !== 'function') return `${half}:${typeof value}`;
    // Sorted: Firefox makes them in the order of their first use.
    return `${half}:${value.name}/${value.length}/${keysOf(value).sort()}`;
  });
  return `${flags} ${halves.join(' ')}`;
}

export const keysOf = (owner) => Reflect.ownKeys(owner).map(String);

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A value as JSON: kinds that JSON lacks are spelled out. */
export function show(value, depth = 0) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : `#${value}`;
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object') return `#${typeof value} ${String(value)}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag === 'Error' || tag === 'DOMException') return showError(value);
  if (tag === 'ArrayBuffer') return { tag, hex: hexOf(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value))
    return { tag, hex: hexOf(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  if (tag === 'Blob') return { tag, size: value.size, type: value.type };
  if (Array.isArray(value)) return value.map((item) => show(item, depth + 1));
  if (tag !== 'Object') return { tag };
  if (depth > 4) return '…';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, show(item, depth + 1)]));
}

function showError(error) {
  return {
    name: error.name,
    message: error.message,
    code: error.code ?? null,
    here: error instanceof Error,
    type: Object.getPrototypeOf(error).constructor.name,
  };
}
