import type { Firefox } from '../../scripts/firefox.mjs';
import type { WireLog, WireSocket } from './wire-log.ts';

/** `[direction, socket, opcode, final, payload in base64]` */
type Heard = ['sent' | 'received', number, number, boolean, string];

const CONTINUATION = 0;
const BINARY = 2;

/** Runs in Firefox: collects the frames of the document that is in the tab now, and of its dedicated workers. */
const LISTEN = `
  const service = Cc['@mozilla.org/websocketevent/service;1'].getService(Ci.nsIWebSocketEventService);
  const document = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.innerWindowId;
  const heard = [];
  const hear = (direction) => (id, frame) =>
    heard.push([direction, id, frame.opCode, frame.finBit, window.btoa(frame.payload)]);
  const listener = {
    QueryInterface: ChromeUtils.generateQI(['nsIWebSocketEventListener']),
    webSocketCreated() {},
    webSocketOpened() {},
    webSocketMessageAvailable() {},
    webSocketClosed() {},
    frameSent: hear('sent'),
    frameReceived: hear('received'),
  };
  service.addListener(document, listener);
  window.framereelWire = { heard, stop: () => service.removeListener(document, listener) };`;

/** Listens to the sockets of the page's present document by Firefox's own event service. It tells no URLs. */
export async function firefoxWire(firefox: Firefox): Promise<WireLog> {
  const { marionette } = firefox;
  await marionette.run('chrome', LISTEN, []);
  return {
    async sockets() {
      const heard: Heard[] = await marionette.run('chrome', 'return window.framereelWire.heard;', []);
      return joined(heard);
    },
    async stop() {
      await marionette.run('chrome', 'window.framereelWire.stop();', []);
    },
  };
}

/** Joins the frames of each fragmented message (RFC 6455 section 5.4) and drops control frames. */
function joined(heard: Heard[]): WireSocket[] {
  const sockets = new Map<number, WireSocket>();
  const open = new Map<string, { isBinary: boolean; parts: Buffer[] }>();
  for (const [direction, id, opcode, final, base64] of heard) {
    if (opcode > BINARY) continue;
    const socket = sockets.get(id) ?? { url: null, messages: [] };
    sockets.set(id, socket);
    const key = `${direction} ${id}`;
    if (opcode !== CONTINUATION) open.set(key, { isBinary: opcode === BINARY, parts: [] });
    const message = open.get(key);
    if (!message) continue;
    message.parts.push(Buffer.from(base64, 'base64'));
    if (!final) continue;
    socket.messages.push({ direction, isBinary: message.isBinary, payload: Buffer.concat(message.parts) });
    open.delete(key);
  }
  return [...sockets.values()];
}
