/** A runtime port as far as we use it: the same in both browsers, and easy to fake. */
export interface ExtensionPort {
  readonly name: string;
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** Posts, and says whether the port was still there: a port may die at any moment, and then throws. */
export function tryPost(port: ExtensionPort, message: unknown): boolean {
  try {
    port.postMessage(message);
    return true;
  } catch {
    return false;
  }
}
