import { beforeEach, describe, expect, it, vi } from 'vitest';
import { divide, PART_LENGTH } from '../../src/protocol/divide.ts';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import type { DocumentInfo, Down, LinkListener, Up } from '../../src/protocol/link.ts';
import { createReception, type Reception } from '../../src/protocol/reception.ts';
import { documentInfo, frame, frames } from './events.ts';

const KEY = 'a';

let hear: LinkListener;
let sent: [key: string, message: Down][];
let heard: CaptureEvent[];
let documents: DocumentInfo[];
let takes: boolean;
let reception: Reception;

const begin = (options: { recording: boolean; seen?: [string, number][] }): void => {
  sent = [];
  heard = [];
  documents = [];
  takes = true;
  reception = createReception(
    (listener) => {
      hear = listener;
      return { send: (key, message) => sent.push([key, message]), close: vi.fn() };
    },
    {
      onDocument: (document) => documents.push(document),
      onEvents(_key, events) {
        if (takes) heard.push(...events);
        return takes;
      },
      onLost: vi.fn(),
    },
    options,
  );
};

const introduce = (key = KEY): void => hear.onMessage(key, { type: 'document', document: documentInfo(key) });
const batch = (number: number, events: CaptureEvent[]): Up => ({
  type: 'batch',
  batch: { number, events },
  divided: [],
});
const acks = (): number[] => sent.flatMap(([, message]) => (message.type === 'ack' ? [message.number] : []));

beforeEach(() => begin({ recording: true }));

describe('a document that introduces itself', () => {
  it('is attached to from the start', () => {
    introduce();
    expect(documents).toEqual([documentInfo(KEY)]);
    expect(sent).toEqual([[KEY, { type: 'attach', seen: 0 }]]);
  });

  it('is attached to after the last batch that was seen, be it by somebody else', () => {
    begin({ recording: true, seen: [[KEY, 7]] });
    introduce();
    expect(sent).toEqual([[KEY, { type: 'attach', seen: 7 }]]);
  });

  it('is left alone while recording is off, and attached to when it is on', () => {
    begin({ recording: false });
    introduce();
    expect(sent).toEqual([]);
    reception.record(true);
    expect(sent).toEqual([[KEY, { type: 'attach', seen: 0 }]]);
    reception.record(false);
    expect(sent.at(-1)).toEqual([KEY, { type: 'detach' }]);
  });

  it('is told nothing once it is lost', () => {
    introduce();
    hear.onLost(KEY);
    reception.record(false);
    expect(sent).toHaveLength(1);
  });
});

describe('what is said late', () => {
  it('counts where the document is gone', () => {
    introduce();
    hear.onMessage(KEY, batch(1, [frame(1)]));
    hear.onLost(KEY);
    hear.onMessage(KEY, batch(1, [frame(1)]));
    hear.onMessage(KEY, batch(2, [frame(2)]));
    expect(heard).toEqual([frame(1), frame(2)]);
  });

  it('is nothing where the document is forgotten', () => {
    introduce();
    hear.onMessage(KEY, batch(1, [frame(1)]));
    hear.onLost(KEY);
    reception.seen.delete(KEY);
    hear.onMessage(KEY, batch(2, [frame(2)]));
    expect(heard).toEqual([frame(1)]);
  });
});

describe('batches', () => {
  beforeEach(() => introduce());

  it('are handed on in order and acknowledged', () => {
    hear.onMessage(KEY, batch(1, frames(1, 2)));
    hear.onMessage(KEY, batch(2, frames(3, 3)));
    expect(heard).toEqual(frames(1, 3));
    expect(acks()).toEqual([1, 2]);
    expect([...reception.seen]).toEqual([[KEY, 2]]);
  });

  it('that come twice are acknowledged twice and handed on once', () => {
    hear.onMessage(KEY, batch(1, frames(1, 2)));
    hear.onMessage(KEY, batch(1, frames(1, 2)));
    expect(heard).toEqual(frames(1, 2));
    expect(acks()).toEqual([1, 1]);
  });

  it('are counted by document', () => {
    introduce('b');
    hear.onMessage('a', batch(1, [frame(1)]));
    hear.onMessage('b', batch(1, [frame(1)]));
    expect(heard).toHaveLength(2);
  });

  it('are checked: a forged event is left out', () => {
    hear.onMessage(KEY, batch(1, [frame(1), { type: 'frame', evil: true } as never, frame(2)]));
    expect(heard).toEqual(frames(1, 2));
  });

  it('that are not taken are not acknowledged, nor is any after them', () => {
    hear.onMessage(KEY, batch(1, frames(1, 1)));
    takes = false;
    hear.onMessage(KEY, batch(2, frames(2, 2)));
    takes = true;
    hear.onMessage(KEY, batch(3, frames(3, 3)));
    expect(heard).toEqual(frames(1, 1));
    expect(acks()).toEqual([1]);
    expect([...reception.seen]).toEqual([[KEY, 1]]);
  });

  it('are taken again once the document is attached to anew', () => {
    takes = false;
    hear.onMessage(KEY, batch(1, frames(1, 1)));
    takes = true;
    introduce();
    hear.onMessage(KEY, batch(1, frames(1, 1)));
    expect(heard).toEqual(frames(1, 1));
  });
});

describe('batches that another recorder is ahead with', () => {
  it('are left to it: those between are still to come', () => {
    introduce();
    hear.onMessage(KEY, batch(5, frames(1, 1)));
    hear.onMessage(KEY, batch(11, frames(7, 7)), true);
    expect(heard).toEqual(frames(1, 1));
    expect(acks()).toEqual([5]);
    for (let number = 6; number <= 11; number++)
      hear.onMessage(KEY, batch(number, frames(number - 4, number - 4)), true);
    expect(heard).toEqual(frames(1, 7));
  });
});

describe('a payload in parts', () => {
  beforeEach(() => introduce());

  const large = frame(1, 'x'.repeat(PART_LENGTH + 3));
  const messages = divide({ number: 1, events: [large] });

  it('is put together', () => {
    for (const message of messages) hear.onMessage(KEY, message);
    expect(heard[0]?.type === 'frame' && heard[0].payload === large.payload).toBe(true);
    expect(acks()).toEqual([1]);
  });

  it('is put together though every part came twice, as from a page that goes', () => {
    for (const message of messages) for (let times = 0; times < 2; times++) hear.onMessage(KEY, message);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.type === 'frame' && heard[0].payload === large.payload).toBe(true);
  });

  it('is not taken where the connection broke in its middle, and is when it comes whole', () => {
    const [first, ...rest] = messages;
    if (first) hear.onMessage(KEY, first);
    introduce();
    for (const message of rest) hear.onMessage(KEY, message);
    expect(heard).toEqual([]);
    expect(acks()).toEqual([]);
    introduce();
    for (const message of messages) hear.onMessage(KEY, message);
    expect(heard).toHaveLength(1);
  });
});

it('hands on how a command ended, outside of any batch', () => {
  introduce();
  hear.onMessage(KEY, { type: 'result', result: { type: 'result', command: 5 } });
  expect(heard).toEqual([{ type: 'result', command: 5 }]);
});
