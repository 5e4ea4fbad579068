import browser, { type WebRequest } from 'webextension-polyfill';
import { type ExtensionPort, tryPost } from '../protocol/extension-port.ts';
import { HANDSHAKE_PORT } from '../protocol/handshake.ts';
import { HandshakeLog, type RequestDetails } from './handshake-log.ts';
import { tapWorkers } from './workers.ts';

interface Watch {
  log: HandshakeLog;
  ports: Set<ExtensionPort>;
  stop(): void;
}

/** Watches the handshakes of a tab for as long as a panel (or its DevTools page) asks; no other tab's. */
export function watchHandshakes(): void {
  const watches = new Map<number, Watch>();

  browser.runtime.onConnect.addListener((port) => {
    if (!port.name.startsWith(HANDSHAKE_PORT) || !isOurs(port.sender?.url)) return;
    const tab = Number(port.name.slice(HANDSHAKE_PORT.length));
    const watch = watches.get(tab) ?? begin(tab);
    watches.set(tab, watch);
    watch.ports.add(port);
    for (const handshake of watch.log.all()) port.postMessage(handshake);
    port.onDisconnect.addListener(() => {
      watch.ports.delete(port);
      if (watch.ports.size > 0) return;
      watch.stop();
      watches.delete(tab);
    });
  });
}

const isOurs = (url: string | undefined): boolean => url?.startsWith(browser.runtime.getURL('')) ?? false;

function begin(tabId: number): Watch {
  const log = new HandshakeLog();
  const ports = new Set<ExtensionPort>();
  const filter: WebRequest.RequestFilter = { urls: ['ws://*/*', 'wss://*/*'], tabId };

  const tell = (details: unknown, final: boolean): void => {
    const handshake = log.take(details as RequestDetails, final);
    if (handshake) for (const port of ports) tryPost(port, handshake);
  };
  const onStep = (details: object): void => tell(details, false);
  const onEnd = (details: object): void => tell(details, true);

  const { onBeforeRequest, onSendHeaders, onHeadersReceived, onCompleted, onErrorOccurred } =
    browser.webRequest;
  onBeforeRequest.addListener(onStep, filter);
  onSendHeaders.addListener(onStep, filter, ['requestHeaders']);
  onHeadersReceived.addListener(onStep, filter, ['responseHeaders']);
  onCompleted.addListener(onEnd, filter, ['responseHeaders']);
  onErrorOccurred.addListener(onEnd, filter);

  const stopTapping = tapWorkers(tabId);

  return {
    log,
    ports,
    stop() {
      stopTapping();
      onBeforeRequest.removeListener(onStep);
      onSendHeaders.removeListener(onStep);
      onHeadersReceived.removeListener(onStep);
      onCompleted.removeListener(onEnd);
      onErrorOccurred.removeListener(onEnd);
    },
  };
}
