import { describe, expect, it } from 'vitest';
import type { HandOver } from '../../src/protocol/hand-over.ts';
import { type HandOverChannel, overAny, overMessages } from '../../src/protocol/hand-over-channel.ts';

const LOOK: HandOver = { type: 'look', panel: 'p' };
const HERE: HandOver = { type: 'here', panel: 'p' };

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

describe('a hand-over by any way', () => {
  it('looks both ways until it is answered, and keeps to the first that was', () => {
    const [usual, other] = [new Way(), new Way()];
    const channel = overAny([usual, other], 'first');
    const heard: HandOver[] = [];
    channel.listen((message) => heard.push(message));
    channel.post(LOOK);
    other.hear(HERE);
    usual.hear(HERE);
    channel.post(LOOK);
    expect(heard).toEqual([HERE, HERE]);
    expect([usual.posted.length, other.posted.length]).toEqual([1, 2]);
  });

  it('answers each panel the way it was asked', () => {
    const [usual, other] = [new Way(), new Way()];
    const channel = overAny([usual, other], 'last');
    channel.listen(() => channel.post(HERE));
    usual.hear(LOOK);
    other.hear(LOOK);
    expect([usual.posted, other.posted]).toEqual([[HERE], [HERE]]);
  });

  it('hears nothing any more once it was stopped', () => {
    const [usual, other] = [new Way(), new Way()];
    const heard: HandOver[] = [];
    overAny([usual, other], 'first').listen((message) => heard.push(message))();
    usual.hear(HERE);
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
    panel.channel.post(LOOK);
    for (const message of panel.sent) {
      page.hear(message);
      stranger.hear(message);
    }
    expect(heard).toEqual(['page look']);
  });

  it.each([[null], ['text'], [{ framereel: 'hello' }], [{ tab: 1, message: LOOK }]])(
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
