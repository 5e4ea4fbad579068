import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSwitchboard, type Switchboard } from '../../src/background/switchboard.ts';
import {
  type Call,
  type Down,
  LINK_NAME,
  type Link,
  type LinkListener,
  type Up,
} from '../../src/protocol/link.ts';
import { createRelayLink, HEARTBEAT_MS, RECONNECT_MS, RETURN_MS } from '../../src/protocol/relay-link.ts';
import { documentInfo } from './events.ts';
import { FakePort } from './fake-port.ts';

const TAB = 7;

/** Firefox: an event page with a switchboard that may die at any moment, and wakes when somebody connects. */
class Relay {
  calls: { tab: number; call: Call }[] = [];
  #switchboard: Switchboard | null = null;
  #ports: FakePort[] = [];

  connect(name: string, from: 'recorder' | 'document'): FakePort {
    this.#switchboard ??= createSwitchboard((tab, call) => this.calls.push({ tab, call }));
    const [near, far] = FakePort.pair(name);
    this.#ports.push(far);
    this.#switchboard.connect(far, from);
    return near;
  }

  answer(tab: number): Call | null {
    this.#switchboard ??= createSwitchboard((to, call) => this.calls.push({ tab: to, call }));
    return this.#switchboard.answer({ framereel: 'hello' }, tab);
  }

  die(): void {
    this.#switchboard = null;
    for (const port of this.#ports.splice(0)) port.die();
  }
}

/** A document of the tab, which connects to the recorders it is told of. */
class Page {
  readonly got: Down[] = [];
  readonly #relay: Relay;
  readonly #key: string;
  #port: FakePort | null = null;

  constructor(relay: Relay, key: string) {
    this.#relay = relay;
    this.#key = key;
  }

  connectTo(recorder: string): this {
    this.#port = this.#relay.connect(`${LINK_NAME}:${recorder}`, 'document');
    this.#port.onMessage.addListener((message) => this.got.push(message as Down));
    if (this.#port.isOpen) this.say({ type: 'document', document: documentInfo(this.#key) });
    return this;
  }

  say(message: Up): void {
    this.#port?.postMessage(message);
  }

  leave(): void {
    this.#port?.disconnect();
  }

  get isConnected(): boolean {
    return this.#port?.isOpen ?? false;
  }
}

let relay: Relay;
let heard: {
  onMessage: ReturnType<typeof vi.fn<LinkListener['onMessage']>>;
  onLost: ReturnType<typeof vi.fn<LinkListener['onLost']>>;
};
const links: Link[] = [];

const listen = (id = 'panel', tab = TAB): Link => {
  const link = createRelayLink({ connect: (name) => relay.connect(name, 'recorder') }, tab, id, heard);
  links.push(link);
  return link;
};

beforeEach(() => {
  vi.useFakeTimers();
  relay = new Relay();
  heard = { onMessage: vi.fn<LinkListener['onMessage']>(), onLost: vi.fn<LinkListener['onLost']>() };
});
afterEach(() => {
  for (const link of links.splice(0)) link.close();
  vi.useRealTimers();
});

describe('a recorder', () => {
  it('has the documents of its tab called', () => {
    listen();
    expect(relay.calls).toEqual([{ tab: TAB, call: { framereel: 'call', recorders: ['panel'] } }]);
  });

  it('is named to a document of its tab that says hello later, and to no other', () => {
    listen();
    expect(relay.answer(TAB)).toEqual({ framereel: 'call', recorders: ['panel'] });
    expect(relay.answer(TAB + 1)).toBeNull();
  });

  it('hears documents under their keys', () => {
    listen();
    new Page(relay, 'a')
      .connectTo('panel')
      .say({ type: 'batch', batch: { number: 1, events: [] }, divided: [] });
    expect(heard.onMessage.mock.calls.map(([key, { type }]) => [key, type])).toEqual([
      ['a', 'document'],
      ['a', 'batch'],
    ]);
  });

  it('reaches the document it means', () => {
    const link = listen();
    const [a, b] = [new Page(relay, 'a').connectTo('panel'), new Page(relay, 'b').connectTo('panel')];
    link.send('b', { type: 'attach', seen: 3 });
    link.send('c', { type: 'detach' });
    expect(a.got).toEqual([]);
    expect(b.got).toEqual([{ type: 'attach', seen: 3 }]);
  });

  it('sends once to a document that has two ports, by the newer', () => {
    const link = listen();
    const old = new Page(relay, 'a').connectTo('panel');
    const anew = new Page(relay, 'a').connectTo('panel');
    link.send('a', { type: 'detach' });
    expect([old.got, anew.got]).toEqual([[], [{ type: 'detach' }]]);
    old.leave();
    expect(heard.onLost).not.toHaveBeenCalled();
    anew.leave();
    expect(heard.onLost).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('keeps the relay awake', () => {
    listen();
    const post = vi.spyOn(FakePort.prototype, 'postMessage');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    expect(post).toHaveBeenCalledWith({ type: 'alive' });
    post.mockRestore();
  });

  it('that closes lets go of its documents', () => {
    const link = listen();
    const page = new Page(relay, 'a').connectTo('panel');
    link.close();
    expect(page.isConnected).toBe(false);
    expect(heard.onLost).not.toHaveBeenCalled();
    expect(relay.answer(TAB)).toBeNull();
  });
});

describe('two recorders of a tab', () => {
  it('are both named, and hear their own ports only', () => {
    listen('panel');
    listen('window');
    expect(relay.answer(TAB)?.recorders).toEqual(['panel', 'window']);
    new Page(relay, 'a').connectTo('panel');
    expect(heard.onMessage).toHaveBeenCalledTimes(1);
  });
});

describe('a document', () => {
  it('that asks for a recorder nobody knows is sent away', () => {
    listen();
    expect(new Page(relay, 'a').connectTo('nobody').isConnected).toBe(false);
  });

  it('cannot pass for a recorder by the name of its port', () => {
    listen();
    const port = relay.connect('framereel-relay:panel:7', 'document');
    port.postMessage({ type: 'down', port: '1', message: { type: 'detach' } });
    expect(relay.calls).toHaveLength(1);
  });
});

describe('a relay that dies', () => {
  it('is connected to anew, and calls the documents again', () => {
    listen();
    relay.die();
    expect(relay.calls).toHaveLength(1);
    vi.advanceTimersByTime(RECONNECT_MS);
    expect(relay.calls).toHaveLength(2);
  });

  it('costs no document that comes back', () => {
    const link = listen();
    const page = new Page(relay, 'a').connectTo('panel');
    relay.die();
    vi.advanceTimersByTime(RECONNECT_MS);
    page.connectTo('panel');
    vi.advanceTimersByTime(RETURN_MS);
    expect(heard.onLost).not.toHaveBeenCalled();
    link.send('a', { type: 'detach' });
    expect(page.got).toEqual([{ type: 'detach' }]);
  });

  it('loses the documents that do not come back, after a while', () => {
    listen();
    new Page(relay, 'a').connectTo('panel');
    relay.die();
    vi.advanceTimersByTime(RETURN_MS - 1);
    expect(heard.onLost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(heard.onLost).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('may die many times over', () => {
    listen();
    const page = new Page(relay, 'a').connectTo('panel');
    for (let round = 0; round < 20; round++) {
      relay.die();
      vi.advanceTimersByTime(RECONNECT_MS);
      page.connectTo('panel').say({ type: 'batch', batch: { number: round + 1, events: [] }, divided: [] });
    }
    const numbers = heard.onMessage.mock.calls.flatMap(([, up]) =>
      up.type === 'batch' ? [up.batch.number] : [],
    );
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it('is left alone by a link that is closed', () => {
    const link = listen();
    link.close();
    relay.die();
    vi.advanceTimersByTime(RECONNECT_MS);
    expect(relay.calls).toHaveLength(1);
  });
});
