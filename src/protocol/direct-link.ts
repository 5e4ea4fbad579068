import { type ExtensionPort, tryPost } from './extension-port.ts';
import { type Call, isHello, LATE_NAME, LINK_NAME, type Link, type LinkListener, type Up } from './link.ts';

interface Sender {
  tab?: { id?: number };
  documentId?: string;
}

type LateListener = (port: ExtensionPort & { name: string; sender?: Sender }) => void;
type HelloListener = (message: unknown, sender: Sender) => void;

/** What a direct link needs of the extension API (Chrome gives it to DevTools pages and panels). */
export interface DirectApi {
  onConnect: { addListener(listener: LateListener): void; removeListener(listener: LateListener): void };
  onMessage: { addListener(listener: HelloListener): void; removeListener(listener: HelloListener): void };
  connect(tab: number, options: { name: string; documentId: string }): ExtensionPort;
  sendMessage(tab: number, message: unknown): Promise<unknown>;
}

/**
 * Connects straight to each document of the tab that says hello. Faster than a relay, and nothing in between can
 * die. A port that any extension page opened would reach them all; so documents only say hello, and we connect.
 */
export function createDirectLink(api: DirectApi, tab: number, listener: LinkListener): Link {
  /** by the browser's id of the document, and its worker: one that says hello twice is connected once */
  const connected = new Map<string, ExtensionPort>();
  const ports = new Map<string, ExtensionPort>();

  const connect = (documentId: string, worker: string | undefined): void => {
    const id = `${documentId} ${worker ?? ''}`;
    if (connected.has(id)) return;
    const name = worker === undefined ? LINK_NAME : `${LINK_NAME}:${worker}`;
    const port = api.connect(tab, { name, documentId });
    connected.set(id, port);
    let key: string | null = null;
    port.onMessage.addListener((message) => {
      if (connected.get(id) !== port) return;
      const up = message as Up;
      if (up.type === 'document') {
        key = up.document.key;
        ports.set(key, port);
      }
      if (key !== null) listener.onMessage(key, up);
    });
    port.onDisconnect.addListener(() => {
      if (connected.get(id) !== port) return;
      connected.delete(id);
      if (key === null || ports.get(key) !== port) return;
      ports.delete(key);
      listener.onLost(key);
    });
  };

  const onHello: HelloListener = (message, sender) => {
    if (isHello(message) && sender.tab?.id === tab && sender.documentId !== undefined)
      connect(sender.documentId, message.as);
  };

  /** A document that goes away says the rest, though its own port may be gone before. */
  const onLate: LateListener = (port) => {
    if (port.sender?.tab?.id !== tab || !port.name.startsWith(LATE_NAME)) return;
    const key = port.name.slice(LATE_NAME.length);
    port.onMessage.addListener((message) => listener.onMessage(key, message as Up, true));
  };

  api.onMessage.addListener(onHello);
  api.onConnect.addListener(onLate);
  const call: Call = { framereel: 'call', recorders: [] };
  api.sendMessage(tab, call).catch(() => {
    // No document of this tab runs our script (yet).
  });

  return {
    send(key, message) {
      const port = ports.get(key);
      if (port) tryPost(port, message);
    },
    close() {
      api.onMessage.removeListener(onHello);
      api.onConnect.removeListener(onLate);
      const open = [...connected.values()];
      connected.clear();
      ports.clear();
      for (const port of open) port.disconnect();
    },
  };
}
