import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../src/panel/host.ts';
import { LOOK_AFTER_MS, MOST_LOOKS, watchHandshakes } from '../../../src/panel/store/handshakes.ts';
import type { Library } from '../../../src/panel/store/library.ts';
import type { Recording } from '../../../src/panel/store/recording.ts';
import type { SeenHandshake } from '../../../src/protocol/handshake.ts';
import { Receiving } from './receiving.ts';

const EXCHANGE: SeenHandshake = {
  id: 'a',
  url: 'wss://app.harbor.example/',
  time: 0,
  request: [],
  status: 101,
  statusText: 'Switching Protocols',
  response: [],
  failure: '',
  remoteAddress: '',
};

describe('the handshake of a connection that has opened', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** A panel whose browser tells of what `handshakes` gives; returns what lets the connection open. */
  function watch(handshakes: Host['handshakes']) {
    const { session } = new Receiving();
    const watching: Parameters<Recording['watch']>[0][] = [];
    watchHandshakes(
      { handshakes } as unknown as Host,
      { live: () => session, touch: () => {} } as unknown as Library,
      { watch: (listener: (typeof watching)[number]) => watching.push(listener) } as unknown as Recording,
    );
    const open = (): void =>
      watching[0]?.('page', { type: 'open', connection: 1, time: 0, protocol: '', extensions: '' });
    return { session, open };
  }

  /** A connection opens; the browser knows of its handshake from its `knownAt`-th look on. */
  async function opens(knownAt: number) {
    const handshakes = vi.fn(async () => (handshakes.mock.calls.length >= knownAt ? [EXCHANGE] : []));
    const { session, open } = watch(handshakes);
    open();
    await vi.advanceTimersByTimeAsync(60_000);
    return { looks: handshakes.mock.calls.length, handshake: session.connections[0]?.handshake ?? null };
  }

  it('is looked up once where the browser knows it', async () => {
    expect(await opens(1)).toMatchObject({ looks: 1, handshake: { status: 101 } });
  });

  it('is looked up again where the browser hears of it late', async () => {
    expect(await opens(3)).toMatchObject({ looks: 3, handshake: { status: 101 } });
  });

  it('is not looked up for ever', async () => {
    expect(await opens(Number.POSITIVE_INFINITY)).toEqual({ looks: MOST_LOOKS, handshake: null });
  });

  it('is looked up soon although another one never comes', async () => {
    const handshakes = vi.fn(async () => []);
    const { open } = watch(handshakes);
    open();
    await vi.advanceTimersByTimeAsync(2_000);
    const before = handshakes.mock.calls.length;
    open();
    await vi.advanceTimersByTimeAsync(LOOK_AFTER_MS);
    expect(handshakes.mock.calls.length).toBe(before + 1);
  });

  it('is not looked up again where it ended long ago', async () => {
    vi.setSystemTime(60_000);
    expect(await opens(Number.POSITIVE_INFINITY)).toEqual({ looks: 1, handshake: null });
  });
});
