import browser from 'webextension-polyfill';
import { HANDSHAKE_PORT, type SeenHandshake } from '../protocol/handshake.ts';
import { RECONNECT_MS } from '../protocol/relay-link.ts';

/** Firefox: collects the handshakes that the background page sees in this tab. Returns what came so far. */
export function collectHandshakes(tab: number): () => SeenHandshake[] {
  const seen = new Map<string, SeenHandshake>();
  const connect = (): void => {
    const port = browser.runtime.connect({ name: `${HANDSHAKE_PORT}${tab}` });
    port.onMessage.addListener((message: unknown) => {
      const handshake = message as SeenHandshake;
      seen.set(handshake.id, handshake);
    });
    port.onDisconnect.addListener(() => setTimeout(connect, RECONNECT_MS));
  };
  connect();
  return () => [...seen.values()].sort((a, b) => a.time - b.time);
}
