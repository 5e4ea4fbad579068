/*
 * Stands in for content script and panel: takes the page script's port, arms the page, and plays the server of every
 * virtual socket by commands, doing what its address says (see site.ts). It lives in another realm than the page it
 * directs, which may turn its own inside out.
 */

const PLAN = { run: 'run', answers: [{ match: { is: 'always' }, times: 1e6 }] };

const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get;

/** Lets `view`, in which no script has run yet, be tapped by the page script that follows. */
globalThis.direct = (view) => {
  const { fonts } = view.document;
  const events = [];
  const servers = new Map();
  let commands = 0;
  let post;
  const order = (command) => post({ type: 'command', command: { command: ++commands, ...command } });

  /** payloads that came ahead of their frames */
  const apart = [];

  const hearRun = ({ connection, seq, direction, source, times, payloads }) => {
    for (let at = 0; at < times.length; at++) {
      const [time, payload] = [times[at], payloads[at]];
      hear({ type: 'frame', connection, seq: seq + at, time, direction, shape: 'string', source, payload });
    }
  };
  const hear = (event) => {
    events.push(event);
    if (event.type === 'opening' && event.virtual) servers.set(event.connection, serve(event, order));
    else servers.get(event.connection)?.hear(event);
  };
  fonts.addEventListener(
    'framereel:port',
    ({ ports: [port] }) => {
      post = (message) => port.postMessage(message);
      port.addEventListener('framereel:up', (up) => {
        up.preventDefault();
        // With our own realm's getter, and by index: the array has no methods.
        const { events: told } = dataOf.call(up);
        for (let index = 0; index < told.length; index++) {
          const event = told[index];
          if (event.type === 'run') hearRun(event);
          else hear(event.apart ? { ...event, payload: apart.shift() } : event);
        }
      });
      port.addEventListener('framereel:bytes', ({ initData }) => apart.push(initData));
      fonts.dispatchEvent(new Event('framereel:taken'));
      post({ type: 'record', on: true });
    },
    { capture: true, once: true },
  );
  if (globalThis.ARMED)
    fonts.addEventListener('framereel:arm', ({ detail }) => {
      detail.plan = JSON.stringify(PLAN);
    });
  globalThis.directed = { events, order, record: (on) => post({ type: 'record', on }) };
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)).buffer;
const hexOf = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function payloadOf({ payload, blob }) {
  return blob ? blob.arrayBuffer() : typeof payload === 'string' ? payload : payload;
}

/** The server of one virtual socket. */
function serve({ connection, url, protocols }, order) {
  const { pathname, search } = new URL(url);
  const steps = pathname === '/script' ? JSON.parse(decodeURIComponent(search.slice(1))) : [{ echo: true }];
  let heard = 0;
  let mode = null;
  let ended = false;
  let wake = () => {};
  let last = Promise.resolve();
  const receive = (payload) => ended || order({ type: 'receive', connection, payload, source: 'replay' });
  const close = (code, reason, wasClean) =>
    order({ type: 'close', connection, code, reason, wasClean, source: 'replay' });

  const play = async () => {
    await sleep(0);
    if (pathname === '/refuse') return close(1006, '', false);
    const extensions = pathname === '/compressed' ? 'permessage-deflate' : '';
    order({ type: 'answer', connection, protocol: protocols[0] ?? '', extensions });
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index];
      if ('text' in step) receive(step.text);
      else if ('hex' in step) receive(bytesOf(step.hex));
      else if ('wait' in step) await sleep(step.wait);
      else if ('await' in step) {
        heard -= step.await;
        while (heard < 0) await new Promise((resolve) => (wake = resolve));
      } else if ('echo' in step) mode = 'echo';
      else if ('describe' in step) mode = 'describe';
      else if ('close' in step) close(step.close[0] ?? null, step.close[1] ?? '', true);
      else close(1006, '', false);
    }
  };
  play();

  return {
    hear(event) {
      if (event.type === 'closing' || event.type === 'closed') ended = true;
      if (event.type !== 'frame' || event.direction !== 'sent') return;
      heard++;
      wake();
      last = last.then(async () => {
        const payload = await payloadOf(event);
        const isBinary = typeof payload !== 'string';
        if (mode === 'echo') receive(isBinary ? payload : payload.toWellFormed());
        if (mode !== 'describe') return;
        receive(JSON.stringify([isBinary, hexOf(isBinary ? payload : new TextEncoder().encode(payload))]));
      });
    },
  };
}
