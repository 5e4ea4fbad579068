import type { BrowserLog, Host, Inheritance, SiteAccess, Theme } from '../../src/panel/host.ts';
import type { WorkerTaps } from '../../src/panel/worker-taps.ts';
import type { CaptureEvent, OpenEvent, OpeningEvent } from '../../src/protocol/event.ts';
import type { Heard } from '../../src/protocol/hand-over.ts';
import type { SeenHandshake } from '../../src/protocol/handshake.ts';
import type { DocumentInfo, Down, Link, LinkListener, Up } from '../../src/protocol/link.ts';
import type { Payload } from '../../src/protocol/payload.ts';
import type { PagePlan } from '../../src/protocol/plan.ts';

/** A home for the panel without a browser around it: tests say what its pages do and read what the panel asked. */
export class FakeHost implements Host {
  readonly home = 'devtools';
  url = 'https://app.harbor.example/';
  access: SiteAccess = 'granted';
  private = false;
  inheritance: Inheritance | null = null;
  /** what the user decides when asked for access */
  answer: SiteAccess = 'granted';
  readonly sent: { key: string; message: Down }[] = [];
  readonly reloads: (PagePlan | null)[] = [];
  readonly downloads: { name: string; content: Blob }[] = [];
  #listener: LinkListener | null = null;
  #navigated: ((url: string) => void)[] = [];
  #waiting: (() => void)[] = [];

  openLink(listener: LinkListener): Link {
    this.#listener = listener;
    for (const tell of this.#waiting.splice(0)) tell();
    return {
      send: (key, message) => this.sent.push({ key, message }),
      close: () => {
        this.#listener = null;
      },
    };
  }

  /** A message of a document, as soon as the panel listens. */
  up(key: string, message: Up): void {
    if (this.#listener) this.#listener.onMessage(key, message);
    else this.#waiting.push(() => this.up(key, message));
  }

  lose(key: string): void {
    this.#listener?.onLost(key);
  }

  /** A document that introduces itself; by default the tab's top document. */
  page(info: Partial<DocumentInfo> = {}): FakePage {
    return new FakePage(this, info);
  }

  async inherit(): Promise<Inheritance | null> {
    return this.inheritance;
  }
  bequeath(): void {}
  theme(): Theme {
    return 'light';
  }
  onTheme(): void {}
  reload(plan: PagePlan | null): void {
    this.reloads.push(plan);
  }
  async pageUrl(): Promise<string> {
    return this.url;
  }
  async handshakes(): Promise<SeenHandshake[]> {
    return [];
  }
  async pageRequests() {
    return [];
  }
  log: BrowserLog | null = null;
  workerTaps: (() => Promise<WorkerTaps>) | null = null;
  onNavigated(listener: (url: string) => void): void {
    this.#navigated.push(listener);
  }
  navigate(url: string): void {
    this.url = url;
    for (const listener of this.#navigated) listener(url);
  }
  async isPrivate(): Promise<boolean> {
    return this.private;
  }
  async siteAccess(): Promise<SiteAccess> {
    return this.access;
  }
  async requestAccess(): Promise<void> {
    this.access = this.answer;
  }
  /** what was run in the page, and what that comes to */
  readonly evaluated: string[] = [];
  answers: unknown = 'framereel1';
  evaluate = async (code: string): Promise<unknown> => {
    this.evaluated.push(code);
    return this.answers;
  };
  download(name: string, content: Blob): void {
    this.downloads.push({ name, content });
  }

  /** What a panel that opens later would be given. */
  heard(): Heard[] {
    return this.inheritance?.heard ?? [];
  }
}

let keys = 0;

/** One document. What its sockets do is told to the panel by {@link flush}, in order. */
export class FakePage {
  readonly info: DocumentInfo;
  /** the document's clock: milliseconds since the epoch, a millisecond on with each event */
  time: number;
  #host: FakeHost;
  #events: CaptureEvent[] = [];
  #batches = 0;
  #sockets = 0;

  constructor(host: FakeHost, info: Partial<DocumentInfo>) {
    this.#host = host;
    this.time = info.time ?? Date.now();
    this.info = {
      key: `document-${++keys}`,
      url: host.url,
      origin: new URL(host.url).origin,
      top: true,
      time: this.time,
      capturing: true,
      ...info,
    };
    host.up(this.info.key, { type: 'document', document: this.info });
  }

  /** `new WebSocket(url)`. */
  socket(url: string, opening: Partial<OpeningEvent> = {}): FakeSocket {
    const connection = ++this.#sockets;
    this.tell({
      type: 'opening',
      connection,
      time: this.tick(),
      url,
      protocols: [],
      stack: null,
      source: 'wire',
      ...opening,
    });
    return new FakeSocket(this, connection);
  }

  tick(): number {
    return this.time++;
  }

  tell(event: CaptureEvent): void {
    this.#events.push(event);
  }

  /** Hands over what has happened since the last time. */
  flush(): void {
    const events = this.#events.splice(0);
    this.#host.up(this.info.key, { type: 'batch', batch: { number: ++this.#batches, events }, divided: [] });
  }
}

export class FakeSocket {
  readonly connection: number;
  #page: FakePage;
  #seq = 0;

  constructor(page: FakePage, connection: number) {
    this.#page = page;
    this.connection = connection;
  }

  opens(handshake: Partial<OpenEvent> = {}): this {
    return this.#tell({ type: 'open', protocol: '', extensions: '', ...handshake });
  }

  sends(payload: Payload, more: object = {}): this {
    return this.#frame('sent', payload, more);
  }

  receives(payload: Payload, more: object = {}): this {
    return this.#frame('received', payload, more);
  }

  /** So many frames happened that nobody can tell of. */
  misses(frames: number, bytes = 0): this {
    const seq = this.#seq + 1;
    this.#seq += frames;
    return this.#tell({ type: 'gap', seq, frames, bytes, reason: 'budget' });
  }

  closes(code = 1000, reason = '', wasClean = true): this {
    return this.#tell({ type: 'closed', code, reason, wasClean });
  }

  fails(): this {
    this.#tell({ type: 'error' });
    return this.closes(1006, '', false);
  }

  #frame(direction: 'sent' | 'received', payload: Payload, more: object): this {
    const binary = typeof payload !== 'string';
    return this.#tell({
      type: 'frame',
      seq: ++this.#seq,
      direction,
      shape: binary ? 'ArrayBuffer' : 'string',
      ...(binary ? { size: payload.byteLength } : {}),
      payload,
      source: 'wire',
      ...more,
    });
  }

  #tell(event: { type: CaptureEvent['type'] } & Record<string, unknown>): this {
    this.#page.tell({ connection: this.connection, time: this.#page.tick(), ...event } as CaptureEvent);
    return this;
  }
}
