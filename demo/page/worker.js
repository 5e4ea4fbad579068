// @ts-check

/** Milliseconds between two readings. */
const INTERVAL = 1000;

const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/echo?from=worker`);
socket.binaryType = 'arraybuffer';
let readings = 0;
socket.onopen = () => {
  postMessage('its socket is open');
  socket.send('The worker says hello');
  setInterval(() => socket.send(Uint8Array.of(readings++, 20 + (readings % 5))), INTERVAL);
};
socket.onmessage = ({ data }) => {
  if (typeof data === 'string') postMessage(`echoed: ${data}`);
};
socket.onclose = ({ code }) => postMessage(`its socket closed with ${code}`);
