import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Asked, createRemote } from '../../src/panel/remote.ts';

/** A worker that answers when the test says so. */
class FakeWorker extends EventTarget {
  readonly asked: Asked<string>[] = [];
  isEnded = false;
  postMessage(asked: Asked<string>): void {
    this.asked.push(asked);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(answer: string): void {
    const id = this.asked.at(-1)?.id;
    this.dispatchEvent(new MessageEvent('message', { data: { id, answer } }));
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const ask = createRemote<string, string>(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { workers, ask, last: (): FakeWorker => workers.at(-1) as FakeWorker };
}

afterEach(() => void vi.useRealTimers());

describe('work done elsewhere', () => {
  it('is answered by one worker, job after job', async () => {
    const { workers, ask, last } = setUp();
    for (const job of ['one', 'two']) {
      const answer = ask(job);
      last().answer(`${job} done`);
      expect(await answer).toBe(`${job} done`);
    }
    expect(workers).toHaveLength(1);
    expect(workers[0]?.asked.map(({ job }) => job)).toEqual(['one', 'two']);
  });

  it('is given up at its limit: its worker ends, and the next job has another', async () => {
    vi.useFakeTimers();
    const { workers, ask, last } = setUp();
    const slow = ask('slow', 1_000);
    vi.advanceTimersByTime(999);
    expect(last().isEnded).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await slow).toBeNull();
    expect(last().isEnded).toBe(true);
    const next = ask('next');
    expect(workers).toHaveLength(2);
    last().answer('done');
    expect(await next).toBe('done');
  });

  it('is given up where the worker fails', async () => {
    const { ask, last } = setUp();
    const failing = ask('failing');
    last().dispatchEvent(new Event('error'));
    expect(await failing).toBeNull();
    expect(last().isEnded).toBe(true);
  });

  it('is given up where somebody asks anew, and where it is ended', async () => {
    const { ask, last } = setUp();
    const first = ask('first');
    const second = ask('second');
    expect(await first).toBeNull();
    expect(last().asked.map(({ job }) => job)).toEqual(['second']);
    ask.end();
    expect(await second).toBeNull();
    expect(last().isEnded).toBe(true);
  });
});
