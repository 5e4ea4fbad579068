import type { ExtensionPort } from '../../src/protocol/extension-port.ts';

/** One end of a connection between extension contexts, as both browsers make them: posting to a dead one throws. */
export class FakePort implements ExtensionPort {
  readonly name: string;
  /** all that was posted at this end */
  readonly posted: unknown[] = [];
  #other: FakePort | null = null;
  #open = true;
  #messages: ((message: unknown) => void)[] = [];
  #disconnects: (() => void)[] = [];

  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => this.#messages.push(listener),
  };
  readonly onDisconnect = { addListener: (listener: () => void) => this.#disconnects.push(listener) };

  constructor(name: string) {
    this.name = name;
  }

  /** Both ends of a new connection. */
  static pair(name: string): [FakePort, FakePort] {
    const near = new FakePort(name);
    const far = new FakePort(name);
    near.#other = far;
    far.#other = near;
    return [near, far];
  }

  get isOpen(): boolean {
    return this.#open;
  }

  postMessage(message: unknown): void {
    if (!this.#open) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
    this.#other?.receive(structuredClone(message));
  }

  /** Ends the connection; only the other end is told. */
  disconnect(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#other?.end();
  }

  /** What was in between dies: both ends are told. */
  die(): void {
    const other = this.#other;
    this.end();
    other?.end();
  }

  /** The other end has posted. */
  receive(message: unknown): void {
    for (const hear of this.#messages) hear(message);
  }

  /** The connection is gone. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const hear of this.#disconnects) hear();
  }
}
