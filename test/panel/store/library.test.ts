import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../../src/panel/store/library.ts';
import type { Scheduler } from '../../../src/panel/store/scheduler.ts';
import type { Session } from '../../../src/session/session.ts';

/** A clock by hand: a frame every 16 ms, and a drawing that takes `drawing` of them. */
function byHand(drawing: number) {
  let time = 0;
  let queue: { at: number; work: () => void }[] = [];
  const add = (delay: number) => (work: () => void) => void queue.push({ at: time + delay, work });
  const scheduler: Scheduler = {
    frame: (work) => add(16 - (time % 16))(work),
    soon: (work) => add(drawing)(work),
    later: (work, delay) => add(delay)(work),
    now: () => time,
  };
  const pass = (milliseconds: number): void => {
    for (const end = time + milliseconds; time < end; time++) {
      const due = queue.filter(({ at }) => at <= time);
      queue = queue.filter(({ at }) => at > time);
      for (const { work } of due) work();
    }
  };
  return { scheduler, pass };
}

const append = (session: Session, size: number): void => {
  const seq = session.frames.length + 1;
  const row = { connection: 0, seq, time: seq, size, payload: null, omitted: 'not-kept' } as const;
  session.frames.append({ ...row, direction: 'received', shape: 'string', source: 'wire' });
};

/** How often the library says in a second that there is more, where there always is: so many frames a millisecond. */
function drawingsIn(drawing: number, frames = 1, size = 100): number {
  const { scheduler, pass } = byHand(drawing);
  const library = createLibrary(scheduler, () => 0);
  let drawings = -1;
  effect(() => {
    library.revision.value;
    drawings++;
  });
  for (let millisecond = 0; millisecond < 1_000; millisecond++) {
    for (let count = 0; count < frames; count++) append(library.live(), size);
    library.touch(library.live());
    pass(1);
  }
  return drawings;
}

describe('what is added is drawn', () => {
  it('once a frame where that takes no time', () => {
    expect(drawingsIn(0)).toBeGreaterThan(55);
    expect(drawingsIn(0)).toBeLessThan(65);
  });

  it('less often the longer it takes: others want to be heard', () => {
    expect(drawingsIn(20) * 20).toBeLessThan(600);
    expect(drawingsIn(50) * 50).toBeLessThan(600);
  });

  it('a few times a second where it is too much to read', () => {
    expect(drawingsIn(0, 5)).toBeLessThan(8);
    expect(drawingsIn(0, 1, 64 << 10)).toBeLessThan(8);
    expect(drawingsIn(0, 5)).toBeGreaterThanOrEqual(4);
  });

  it('soon enough, however long it takes', () => {
    expect(drawingsIn(200)).toBeGreaterThanOrEqual(2);
  });

  it('in the end, when no more comes', () => {
    const { scheduler, pass } = byHand(100);
    const library = createLibrary(scheduler, () => 0);
    let seen = 0;
    effect(() => {
      library.revision.value;
      seen = library.growth.peek();
    });
    library.touch(library.live());
    pass(50);
    library.touch(library.live());
    pass(2_000);
    expect(seen).toBe(2);
  });

  it('and heard of at once, whatever is shown', () => {
    const { scheduler } = byHand(0);
    const library = createLibrary(scheduler, () => 0);
    library.touch(library.live());
    expect(library.growth.value).toBe(1);
  });
});
