import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowserLog, LogReading } from '../../../src/panel/host.ts';
import { LOG_BYTES, LOG_LOOK_MS, LOG_POLL_MS, LOG_REST } from '../../../src/panel/store/logged-sockets.ts';
import type { Store } from '../../../src/panel/store/store.ts';
import type { LoggedSocket } from '../../../src/session/logged-socket.ts';
import { FakeHost } from '../fake-host.ts';
import { startStore } from '../render.tsx';

const HOUR = 3_600_000;

/** A log that a test writes, and that takes so long to read. */
class FakeLog implements BrowserLog {
  reading: LogReading = { sockets: [], workers: false, bytes: 0 };
  took = 0;
  readonly reads: number[] = [];
  #tell = (): void => {};

  async read(): Promise<LogReading> {
    this.reads.push(Date.now());
    if (this.took > 0) await new Promise((resolve) => setTimeout(resolve, this.took));
    return this.reading;
  }

  onWorker(listener: () => void): void {
    this.#tell = listener;
  }

  tellOfWorker(): void {
    this.#tell();
  }
}

const socket = (ended: number | null = null): LoggedSocket => ({
  id: 'one',
  url: 'wss://app.harbor.example/socket',
  origin: 'https://app.harbor.example',
  requested: [],
  protocol: '',
  extensions: '',
  opening: 1,
  opened: 2,
  ended,
  stack: null,
  handshake: { request: [], status: 101, statusText: '', response: [], failure: '', remoteAddress: '' },
  messages: 0,
  frames: () => [],
});

let host: FakeHost;
let log: FakeLog;
let store: Store;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  log = new FakeLog();
  host = new FakeHost();
  host.log = log;
  ({ store } = await startStore(host));
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Milliseconds between one reading and the next. */
const pauses = (): number[] => log.reads.slice(1).map((time, index) => time - (log.reads[index] ?? 0));

describe('the browser’s log', () => {
  it('is read once, and not again while it shows no worker', async () => {
    await pass(HOUR);
    expect(log.reads).toHaveLength(1);
  });

  it('is read again soon after something tells of a worker', async () => {
    await pass(LOG_LOOK_MS);
    log.tellOfWorker();
    await pass(LOG_LOOK_MS);
    expect(pauses()).toEqual([LOG_LOOK_MS]);
  });

  it('is read every second while it shows a worker', async () => {
    log.reading = { ...log.reading, workers: true };
    await pass(LOG_LOOK_MS + 3 * LOG_POLL_MS);
    expect(pauses()).toEqual([LOG_POLL_MS, LOG_POLL_MS, LOG_POLL_MS]);
  });

  it('is left alone for five times what a reading took, where that is longer', async () => {
    log.reading = { ...log.reading, workers: true };
    log.took = 800;
    await pass(20_000);
    expect(LOG_REST).toBe(5);
    expect(new Set(pauses())).toEqual(new Set([800 + 5 * 800]));
  });

  it('is read for as long as a socket in it is open, and then no more', async () => {
    log.reading = { ...log.reading, sockets: [socket()] };
    await pass(LOG_LOOK_MS + LOG_POLL_MS);
    expect(log.reads).toHaveLength(2);
    log.reading = { ...log.reading, sockets: [socket(3)] };
    await pass(HOUR);
    expect(log.reads).toHaveLength(3);
    expect(store.library.live().connections[0]?.state).toBe('cut');
  });

  it('is read no more past 256 MB, which is said, until the page is another', async () => {
    log.reading = { sockets: [socket()], workers: true, bytes: LOG_BYTES + 1 };
    await pass(LOG_LOOK_MS);
    log.tellOfWorker();
    await pass(HOUR);
    expect(LOG_BYTES).toBe(256 * 1024 * 1024);
    expect(log.reads).toHaveLength(1);
    expect(store.problems.list.value.map(({ what }) => what)).toEqual([
      'Sockets of workers are no longer recorded: the browser’s log has grown past 256 MB.',
    ]);
    host.navigate('https://app.harbor.example/other');
    await pass(LOG_LOOK_MS);
    expect(log.reads).toHaveLength(2);
  });

  it('is not read while recording is paused', async () => {
    log.reading = { ...log.reading, workers: true };
    store.recording.toggle();
    await pass(HOUR);
    expect(log.reads).toEqual([]);
    store.recording.toggle();
    await pass(LOG_LOOK_MS);
    expect(log.reads).toHaveLength(1);
  });
});
