import { type ExtensionPort, tryPost } from './extension-port.ts';
import { type Down, type Link, type LinkListener, RELAY_NAME, type Up } from './link.ts';

/** The relay is suspended when idle, open ports or not; this keeps it awake, in milliseconds. */
export const HEARTBEAT_MS = 15_000;
/** How long to wait before connecting to a relay that died, in milliseconds. */
export const RECONNECT_MS = 100;
/** How long after that a document may take to be there again, in milliseconds; then it is gone. */
export const RETURN_MS = 5_000;

/** Relay → recorder. `port` is the relay's name for one document's port. */
export type FromRelay = { type: 'up'; port: string; message: Up } | { type: 'lost'; port: string };

/** Recorder → relay. */
export type ToRelay = { type: 'down'; port: string; message: Down } | { type: 'alive' };

/** What a relayed link needs of the extension API (all that Firefox gives a panel). */
export interface RelayApi {
  connect(name: string): ExtensionPort;
}

/**
 * Reaches the tab's documents by way of the background page, and connects anew whenever that was suspended or
 * killed. Documents keep what was not acknowledged, so nothing is lost meanwhile.
 */
export function createRelayLink(api: RelayApi, tab: number, id: string, listener: LinkListener): Link {
  /** document by the relay's name for its port */
  const keys = new Map<string, string>();
  /** documents that were there when the relay died, and have not come back */
  const away = new Set<string>();
  let relay: ExtensionPort;
  let closed = false;
  let reconnect: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const isHere = (key: string): boolean => [...keys.values()].includes(key);

  const lose = (port: string): void => {
    const key = keys.get(port);
    keys.delete(port);
    if (key !== undefined && !isHere(key)) listener.onLost(key);
  };

  const giveUp = (): void => {
    const gone = [...away];
    away.clear();
    for (const key of gone) listener.onLost(key);
  };

  const connect = (): void => {
    relay = api.connect(`${RELAY_NAME}${id}:${tab}`);
    relay.onMessage.addListener((message) => {
      if (closed) return;
      const from = message as FromRelay;
      if (from.type === 'lost') return lose(from.port);
      if (from.message.type === 'document') {
        const { key } = from.message.document;
        keys.set(from.port, key);
        away.delete(key);
      }
      const key = keys.get(from.port);
      if (key !== undefined) listener.onMessage(key, from.message);
    });
    relay.onDisconnect.addListener(() => {
      if (closed) return;
      for (const key of keys.values()) away.add(key);
      keys.clear();
      reconnect = setTimeout(connect, RECONNECT_MS);
      clearTimeout(patience);
      patience = setTimeout(giveUp, RETURN_MS);
    });
  };

  connect();
  const heartbeat = setInterval(() => tryPost(relay, { type: 'alive' } satisfies ToRelay), HEARTBEAT_MS);

  return {
    send(key, message) {
      // Should it have two ports, one is dying: a command must not be carried out twice.
      const port = [...keys].findLast(([, known]) => known === key)?.[0];
      if (port !== undefined) tryPost(relay, { type: 'down', port, message } satisfies ToRelay);
    },
    close() {
      closed = true;
      clearTimeout(reconnect);
      clearTimeout(patience);
      clearInterval(heartbeat);
      relay.disconnect();
    },
  };
}
