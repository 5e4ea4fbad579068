import { describe, expect, it } from 'vitest';
import type { HandOver } from '../../src/protocol/hand-over.ts';
import { type HandOverChannel, overBoth, overMessages } from '../../src/protocol/hand-over-channel.ts';

const TAKE: HandOver = { type: 'take', panel: 'p' };
const TOOK: HandOver = { type: 'took', panel: 'p' };

class Way implements HandOverChannel {
  readonly posted: HandOver[] = [];
  #listeners = new Set<(message: HandOver) => void>();

  post(message: HandOver): void {
    this.posted.push(message);
  }

  listen(listener: (message: HandOver) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hear(message: HandOver): void {
    for (const listener of this.#listeners) listener(message);
  }
}

describe('a hand-over both ways', () => {
  it('answers each panel the way it was asked', () => {
    const [usual, other] = [new Way(), new Way()];
    const channel = overBoth(usual, other);
    channel.listen(() => channel.post(TOOK));
    usual.hear(TAKE);
    other.hear(TAKE);
    expect([usual.posted, other.posted]).toEqual([[TOOK], [TOOK]]);
  });

  it('hears nothing any more once it was stopped', () => {
    const [usual, other] = [new Way(), new Way()];
    const heard: HandOver[] = [];
    overBoth(usual, other).listen((message) => heard.push(message))();
    usual.hear(TAKE);
    expect(heard).toEqual([]);
  });
});

describe('a hand-over by messages', () => {
  const open = (tab: number) => {
    const listeners = new Set<(message: unknown) => undefined>();
    const sent: unknown[] = [];
    const channel = overMessages(
      {
        sendMessage: async (message) => void sent.push(message),
        onMessage: {
          addListener: (listener) => void listeners.add(listener),
          removeListener: (listener) => void listeners.delete(listener),
        },
      },
      tab,
    );
    return { channel, sent, hear: (message: unknown) => [...listeners].map((listener) => listener(message)) };
  };

  it('is between those of one tab', () => {
    const [panel, page, stranger] = [open(1), open(1), open(2)];
    const heard: string[] = [];
    page.channel.listen(({ type }) => heard.push(`page ${type}`));
    stranger.channel.listen(({ type }) => heard.push(`stranger ${type}`));
    panel.channel.post(TAKE);
    for (const message of panel.sent) {
      page.hear(message);
      stranger.hear(message);
    }
    expect(heard).toEqual(['page take']);
  });

  it.each([[null], ['text'], [{ framereel: 'hello' }], [{ tab: 1, message: TAKE }]])(
    'leaves other messages to others: %j',
    (message) => {
      const { channel, hear } = open(1);
      const heard: HandOver[] = [];
      channel.listen((one) => heard.push(one));
      expect(hear(message)).toEqual([undefined]);
      expect(heard).toEqual([]);
    },
  );
});
