import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCaretaker } from '../../src/devtools/caretaker.ts';
import {
  HAND_OVER_BYTES,
  type HandOver,
  type Heard,
  PIECE_BYTES,
  type Progress,
} from '../../src/protocol/hand-over.ts';
import type { DocumentInfo, Down, LinkListener } from '../../src/protocol/link.ts';
import { documentInfo, frame, frames, NOON } from '../protocol/events.ts';

/** The tab's documents as a caretaker meets them. */
class Tab {
  listener: LinkListener | null = null;
  sent: [key: string, message: Down][] = [];

  readonly openLink = (listener: LinkListener) => {
    this.listener = listener;
    return {
      send: (key: string, message: Down) => this.sent.push([key, message]),
      close: () => {
        if (this.listener === listener) this.listener = null;
      },
    };
  };

  introduce(document: DocumentInfo): void {
    this.listener?.onMessage(document.key, { type: 'document', document });
  }

  batch(key: string, number: number, events = frames(number, number)): void {
    this.listener?.onMessage(key, { type: 'batch', batch: { number, events }, divided: [] });
  }

  get acked(): number[] {
    return this.sent.flatMap(([, message]) => (message.type === 'ack' ? [message.number] : []));
  }
}

/** The panel's end of the channel. */
class Channel {
  readonly posted: HandOver[] = [];
  #hear: (message: HandOver) => void = () => {};

  listen(hear: (message: HandOver) => void): () => void {
    this.#hear = hear;
    return () => {};
  }

  post(message: HandOver): void {
    this.posted.push(structuredClone(message));
  }

  say(data: HandOver): void {
    this.#hear(data);
  }

  /** Takes everything as a panel does, asking again for as long as it is told to. */
  take(panel = 'p1'): {
    heard: Heard[];
    pieces: unknown[];
    given: (Progress & { type: 'given' }) | null;
    rounds: number;
  } {
    const heard: Heard[] = [];
    const pieces: unknown[] = [];
    for (let rounds = 1; ; rounds++) {
      this.posted.length = 0;
      this.say({ type: 'take', panel });
      for (const message of this.posted) {
        if (message.type === 'heard') heard.push(...message.heard);
        if (message.type === 'parked') pieces.push(message.piece);
      }
      const last = this.posted.at(-1);
      if (last?.type === 'more') continue;
      return { heard, pieces, given: last?.type === 'given' ? last : null, rounds };
    }
  }
}

let tab: Tab;
let channel: Channel;
let keepsLog: boolean;

beforeEach(() => {
  tab = new Tab();
  channel = new Channel();
  keepsLog = false;
  createCaretaker({ openLink: tab.openLink, channel, keepsLog: () => keepsLog });
});

const kinds = (heard: Heard[]): string[] =>
  heard.map((one) => `${one.type} ${one.type === 'document' ? one.document.key : one.key}`);

describe('a caretaker', () => {
  it('attaches to documents as soon as it is there, and acknowledges what it keeps', () => {
    tab.introduce(documentInfo('a'));
    tab.batch('a', 1);
    expect(tab.sent).toEqual([
      ['a', { type: 'attach', seen: 0 }],
      ['a', { type: 'ack', number: 1 }],
    ]);
  });

  it('gives a panel all it heard, in order, with where it stands', () => {
    tab.introduce(documentInfo('a'));
    tab.batch('a', 1);
    tab.batch('a', 2);
    tab.listener?.onLost('a');
    const { heard, given } = channel.take();
    expect(kinds(heard)).toEqual(['document a', 'events a', 'events a', 'lost a']);
    expect(given).toMatchObject({ seen: [['a', 2]], documents: ['a'], recording: true });
  });

  it('stops recording when it has given', () => {
    channel.take();
    expect(tab.listener).toBeNull();
  });

  it('gives a second panel nothing of what the first has taken', () => {
    tab.introduce(documentInfo('a'));
    channel.take('p1');
    channel.say({ type: 'took', panel: 'p1' });
    expect(channel.take('p2').heard).toEqual([]);
  });

  it('gives everything again where the panel vanished before it had it', () => {
    tab.introduce(documentInfo('a'));
    tab.batch('a', 1);
    channel.take('p1');
    const again = channel.take('p2');
    expect(kinds(again.heard)).toEqual(['document a', 'events a']);
    expect(again.given).toMatchObject({ seen: [['a', 1]] });
  });

  it('keeps so much and no more: documents keep the rest', () => {
    tab.introduce(documentInfo('a'));
    const bytes = HAND_OVER_BYTES / 2 + 1;
    for (const number of [1, 2, 3]) tab.batch('a', number, [frame(number, new ArrayBuffer(bytes))]);
    expect(tab.acked).toEqual([1, 2]);
    tab.batch('a', 4);
    expect(channel.take().given).toMatchObject({ seen: [['a', 2]] });
  });
});

describe('much', () => {
  beforeEach(() => {
    tab.introduce(documentInfo('a'));
    for (let number = 1; number <= 4; number++)
      tab.batch('a', number, [frame(number, new ArrayBuffer(PIECE_BYTES * 0.75))]);
  });

  it('goes in pieces', () => {
    channel.say({ type: 'take', panel: 'p1' });
    const pieces = channel.posted.filter(({ type }) => type === 'heard');
    expect(pieces.length).toBe(4);
  });

  it('is not the end: what comes meanwhile is recorded and given too', () => {
    channel.say({ type: 'take', panel: 'p1' });
    expect(channel.posted.at(-1)).toEqual({ type: 'more', panel: 'p1' });
    tab.batch('a', 5);
    const { heard, given } = channel.take('p1');
    expect(kinds(heard)).toEqual(['events a']);
    expect(given).toMatchObject({ seen: [['a', 5]] });
  });

  it('comes to an end although the page is faster than the hand-over', () => {
    let number = 5;
    for (let rounds = 1; rounds < 20; rounds++) {
      channel.say({ type: 'take', panel: 'p1' });
      if (channel.posted.at(-1)?.type === 'given') return expect(tab.listener).toBeNull();
      for (let more = 0; more < 3; more++)
        tab.batch('a', number, [frame(number++, new ArrayBuffer(PIECE_BYTES * 0.75))]);
    }
    expect.unreachable('It was never given.');
  });
});

describe('a recording that a panel leaves', () => {
  const leave = (estate: Partial<Progress & { keepsLog: boolean }> = {}): void => {
    channel.take('p1');
    channel.say({ type: 'took', panel: 'p1' });
    channel.say({ type: 'parking', piece: 'one' });
    channel.say({ type: 'parking', piece: 'two' });
    channel.say({
      type: 'park',
      seen: [['a', 9]],
      documents: ['a'],
      recording: true,
      keepsLog,
      ...estate,
    });
  };

  it('is gone on with, where the panel stood', () => {
    leave();
    tab.introduce(documentInfo('a'));
    expect(tab.sent.at(-1)).toEqual(['a', { type: 'attach', seen: 9 }]);
  });

  it('comes back to the next panel, in order, with what came since', () => {
    leave();
    tab.introduce(documentInfo('a'));
    tab.batch('a', 10);
    const { pieces, heard, given } = channel.take('p2');
    expect(pieces).toEqual(['one', 'two']);
    expect(kinds(heard)).toEqual(['document a', 'events a']);
    expect(given).toMatchObject({ seen: [['a', 10]] });
  });

  it('stays stopped where the user had stopped it', () => {
    leave({ recording: false });
    tab.introduce(documentInfo('a'));
    expect(tab.sent.filter(([, { type }]) => type === 'attach')).toEqual([]);
    expect(channel.take('p2').given).toMatchObject({ recording: false });
  });

  it('ends with the page it is of', () => {
    leave();
    tab.introduce(documentInfo('b', { time: NOON + 5_000 }));
    const { pieces, given } = channel.take('p2');
    expect(pieces).toEqual([]);
    expect(given).toMatchObject({ seen: [], documents: ['b'] });
  });

  it.each([
    [
      '',
      () => {
        keepsLog = true;
        leave();
      },
    ],
    [', as the panel says that has a storage of its own', () => leave({ keepsLog: true })],
  ])('outlives the page where the log is to be preserved%s', (_, leave) => {
    leave();
    tab.introduce(documentInfo('b', { time: NOON + 5_000 }));
    expect(channel.take('p2').pieces).toEqual(['one', 'two']);
  });
});

describe('a navigation', () => {
  const navigate = (): void => {
    tab.introduce(documentInfo('a'));
    tab.batch('a', 1);
    tab.introduce(documentInfo('frame', { top: false, time: NOON + 5_100 }));
    tab.batch('frame', 1);
    tab.introduce(documentInfo('b', { time: NOON + 5_000 }));
    tab.batch('b', 1);
  };

  it('drops what was before, and nothing of the new page, in whatever order its documents are heard of', () => {
    navigate();
    expect(kinds(channel.take().heard)).toEqual(['document frame', 'events frame', 'document b', 'events b']);
  });

  it('drops nothing where the log is to be preserved', () => {
    keepsLog = true;
    navigate();
    expect(channel.take().heard).toHaveLength(6);
  });

  it('makes room again', () => {
    tab.introduce(documentInfo('a'));
    for (const number of [1, 2])
      tab.batch('a', number, [frame(number, new ArrayBuffer(HAND_OVER_BYTES / 2 + 1))]);
    tab.introduce(documentInfo('b', { time: NOON + 5_000 }));
    tab.batch('b', 1);
    expect(kinds(channel.take().heard)).toEqual(['document b', 'events b']);
  });

  it('is none where the same document introduces itself again', () => {
    tab.introduce(documentInfo('a'));
    tab.batch('a', 1);
    tab.introduce(documentInfo('a'));
    expect(kinds(channel.take().heard)).toEqual(['document a', 'events a', 'document a']);
  });
});

it('says when a document was lost, by the clock', () => {
  vi.useFakeTimers({ now: NOON });
  tab.introduce(documentInfo('a'));
  tab.listener?.onLost('a');
  expect(channel.take().heard.at(-1)).toEqual({ type: 'lost', key: 'a', time: NOON });
  vi.useRealTimers();
});
