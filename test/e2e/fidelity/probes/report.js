/* A worker: tells what it can tell of its own global object, then echoes. */
const shape = (owner, key) => {
  const it = Object.getOwnPropertyDescriptor(owner, key) ?? {};
  return [String(key), it.configurable, it.enumerable, it.writable, typeof it.value, typeof it.get].join();
};
const report = {
  globals: Object.getOwnPropertyNames(self).sort(),
  name: self.name,
  origin: self.origin,
  scheme: location.protocol,
  socket: [WebSocket.name, WebSocket.length, Reflect.ownKeys(WebSocket).map(String).sort()],
  same: [WebSocket.prototype.constructor === WebSocket, Object.getPrototypeOf(WebSocket) === EventTarget],
  prototype: Reflect.ownKeys(WebSocket.prototype).map((key) => shape(WebSocket.prototype, key)),
  text: [String(WebSocket), String(WebSocket.prototype.send)],
  strict: (function () {
    return this === undefined;
  })(),
  line: new Error().stack.match(/:(\d+):\d+/)?.[1],
};
self.onmessage = ({ data }) => self.postMessage(['echo', data]);
self.postMessage(report);
