import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectLink, type DirectApi } from '../../src/protocol/direct-link.ts';
import { type Hello, LATE_NAME, type Link, type LinkListener, type Up } from '../../src/protocol/link.ts';
import { documentInfo } from './events.ts';
import { FakePort } from './fake-port.ts';

const TAB = 7;
const HELLO: Hello = { framereel: 'hello' };

type HelloListener = (message: unknown, sender: { tab?: { id?: number }; documentId?: string }) => void;

let listeners: Set<HelloListener>;
let lateListeners: Set<Parameters<DirectApi['onConnect']['addListener']>[0]>;
/** the documents' ends of the ports, in the order they were opened */
let ends: { documentId: string; port: FakePort }[];
let called: unknown[];
let heard: {
  onMessage: ReturnType<typeof vi.fn<LinkListener['onMessage']>>;
  onLost: ReturnType<typeof vi.fn<LinkListener['onLost']>>;
};
let link: Link;

const hello = (documentId: string, tab = TAB, message: unknown = HELLO): void => {
  for (const hear of listeners) hear(message, { tab: { id: tab }, documentId });
};

const end = (index: number): FakePort => {
  const found = ends[index];
  if (!found) throw new Error(`There is no port ${index}.`);
  return found.port;
};

const introduce = (index: number, key: string): void => {
  end(index).postMessage({ type: 'document', document: documentInfo(key) } satisfies Up);
};

beforeEach(() => {
  listeners = new Set();
  lateListeners = new Set();
  ends = [];
  called = [];
  heard = { onMessage: vi.fn<LinkListener['onMessage']>(), onLost: vi.fn<LinkListener['onLost']>() };
  link = createDirectLink(
    {
      onConnect: {
        addListener: (listener) => lateListeners.add(listener),
        removeListener: (listener) => lateListeners.delete(listener),
      },
      onMessage: {
        addListener: (listener) => listeners.add(listener),
        removeListener: (listener) => listeners.delete(listener),
      },
      connect(tab, { name, documentId }) {
        expect(tab).toBe(TAB);
        const [near, far] = FakePort.pair(name);
        ends.push({ documentId, port: far });
        return near;
      },
      async sendMessage(tab, message) {
        called.push([tab, message]);
        throw new Error('Receiving end does not exist.');
      },
    },
    TAB,
    heard,
  );
});

it('asks the documents that are there to say hello', () => {
  expect(called).toEqual([[TAB, { framereel: 'call', recorders: [] }]]);
});

describe('what a document says late', () => {
  const BATCH: Up = { type: 'batch', batch: { number: 2, events: [] }, divided: [] };
  const say = (name: string, tab = TAB): void => {
    const [near, far] = FakePort.pair(name);
    for (const listener of lateListeners) listener(Object.assign(near, { sender: { tab: { id: tab } } }));
    far.postMessage(BATCH);
  };

  it('is heard as its own', () => {
    say(`${LATE_NAME}a`);
    expect(heard.onMessage).toHaveBeenCalledWith('a', BATCH, true);
  });

  it.each<[string, () => void]>([
    ['in another tab', () => say(`${LATE_NAME}a`, TAB + 1)],
    ['by another name', () => say('a')],
    [
      'once the link is closed',
      () => {
        link.close();
        say(`${LATE_NAME}a`);
      },
    ],
  ])('is not heard %s', (_where, speak) => {
    speak();
    expect(heard.onMessage).not.toHaveBeenCalled();
  });
});

describe('a hello', () => {
  it('of this tab is connected to', () => {
    hello('d1');
    expect(ends.map(({ documentId }) => documentId)).toEqual(['d1']);
  });

  it.each([
    ['of another tab', () => hello('d1', TAB + 1)],
    ['that is none', () => hello('d1', TAB, { framereel: 'call', recorders: [] })],
    ['of nobody', () => hello(undefined as never)],
  ])('%s is not', (_whose, say) => {
    say();
    expect(ends).toEqual([]);
  });

  it('that comes twice makes one connection', () => {
    hello('d1');
    hello('d1');
    expect(ends).toHaveLength(1);
  });

  it('of a document that had been lost makes a new one', () => {
    hello('d1');
    introduce(0, 'a');
    end(0).disconnect();
    hello('d1');
    introduce(1, 'a');
    link.send('a', { type: 'ack', number: 1 });
    expect(end(0).isOpen).toBe(false);
    expect(heard.onLost.mock.calls).toEqual([['a']]);
    expect(ends).toHaveLength(2);
  });
});

describe('a worker that a document speaks for', () => {
  it('has a port of its own, by name, beside the document’s', () => {
    hello('d1');
    hello('d1', TAB, { framereel: 'hello', as: 'w1' } satisfies Hello);
    hello('d1', TAB, { framereel: 'hello', as: 'w1' } satisfies Hello);
    expect(ends.map(({ documentId, port }) => [documentId, port.name])).toEqual([
      ['d1', 'framereel'],
      ['d1', 'framereel:w1'],
    ]);
  });

  it('is lost by itself', () => {
    hello('d1');
    hello('d1', TAB, { framereel: 'hello', as: 'w1' } satisfies Hello);
    introduce(0, 'a');
    introduce(1, 'w1');
    end(1).disconnect();
    expect(heard.onLost.mock.calls).toEqual([['w1']]);
    expect(end(0).isOpen).toBe(true);
  });
});

describe('a document', () => {
  it('is heard under the key it introduced itself with', () => {
    hello('d1');
    introduce(0, 'a');
    end(0).postMessage({ type: 'batch', batch: { number: 1, events: [] }, divided: [] });
    expect(heard.onMessage.mock.calls.map(([key, { type }]) => [key, type])).toEqual([
      ['a', 'document'],
      ['a', 'batch'],
    ]);
  });

  it('is not heard before it introduced itself', () => {
    hello('d1');
    end(0).postMessage({ type: 'batch', batch: { number: 1, events: [] }, divided: [] });
    expect(heard.onMessage).not.toHaveBeenCalled();
  });

  it('gets what is sent to its key, and nothing of another', () => {
    hello('d1');
    hello('d2');
    introduce(0, 'a');
    introduce(1, 'b');
    const got = vi.fn();
    end(1).onMessage.addListener(got);
    link.send('a', { type: 'detach' });
    link.send('b', { type: 'ack', number: 4 });
    link.send('c', { type: 'detach' });
    expect(got.mock.calls).toEqual([[{ type: 'ack', number: 4 }]]);
  });

  it('is lost when its port ends, and sending to it then does nothing', () => {
    hello('d1');
    introduce(0, 'a');
    end(0).disconnect();
    expect(heard.onLost).toHaveBeenCalledExactlyOnceWith('a');
    expect(() => link.send('a', { type: 'detach' })).not.toThrow();
  });
});

describe('a link that is closed', () => {
  it('ends every port, also of documents that have not introduced themselves', () => {
    hello('d1');
    hello('d2');
    introduce(0, 'a');
    link.close();
    expect(ends.map(({ port }) => port.isOpen)).toEqual([false, false]);
    expect(heard.onLost).not.toHaveBeenCalled();
  });

  it('connects to nobody any more', () => {
    link.close();
    hello('d1');
    expect(ends).toEqual([]);
  });
});
