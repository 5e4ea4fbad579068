import type { Page, Protocol } from 'puppeteer-core';
import type { WireLog, WireMessage, WireSocket } from './wire-log.ts';

type Frame = Protocol.Network.WebSocketFrame;

/** Listens to the sockets of a page and its same-process frames by CDP's Network domain. */
export async function chromiumWire(page: Page): Promise<WireLog> {
  const session = await page.createCDPSession();
  const sockets = new Map<string, WireSocket>();
  const add = (id: string, direction: WireMessage['direction'], frame: Frame) => {
    const isBinary = frame.opcode === 2;
    if (!isBinary && frame.opcode !== 1) return;
    const payload = Buffer.from(frame.payloadData, isBinary ? 'base64' : 'utf8');
    sockets.get(id)?.messages.push({ direction, isBinary, payload });
  };
  session.on('Network.webSocketCreated', ({ requestId, url }) => {
    sockets.set(requestId, { url, messages: [] });
  });
  session.on('Network.webSocketFrameSent', ({ requestId, response }) => add(requestId, 'sent', response));
  session.on('Network.webSocketFrameReceived', ({ requestId, response }) =>
    add(requestId, 'received', response),
  );
  await session.send('Network.enable');
  return {
    async sockets() {
      return [...sockets.values()];
    },
    stop: () => session.detach(),
  };
}
