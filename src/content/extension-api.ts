/**
 * The few extension functions a content script needs, promise-based in both browsers. The polyfill would weigh
 * ten times the rest of this script, in every frame of every page.
 */
export interface Port {
  name: string;
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: Listeners<(message: unknown) => void>;
  onDisconnect: Listeners<() => void>;
}

interface Listeners<Listener> {
  addListener(listener: Listener): void;
}

interface Runtime {
  /** undefined once the extension was updated or removed */
  id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  connect(info: { name: string }): Port;
  onMessage: Listeners<(message: unknown) => unknown>;
  onConnect: Listeners<(port: Port) => void>;
}

declare const browser: { runtime: Runtime };
declare const chrome: { runtime: Runtime };

export const { runtime } = __BROWSER__ === 'firefox' ? browser : chrome;
