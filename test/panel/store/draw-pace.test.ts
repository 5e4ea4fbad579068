import { describe, expect, it } from 'vitest';
import { createDrawPace } from '../../../src/panel/store/draw-pace.ts';
import type { Scheduler } from '../../../src/panel/store/scheduler.ts';
import { FakeClock } from '../../replay/fake-clock.ts';

/** Drawing takes `cost` milliseconds; frames are painted when the test says so. */
function stage(cost = 0) {
  const clock = new FakeClock(0);
  const frames: (() => void)[] = [];
  const afterwards: (() => void)[] = [];
  const scheduler: Scheduler = {
    frame: (work) => void frames.push(work),
    soon: (work) => void afterwards.push(work),
    later: (work) => work(),
    now: () => clock.now(),
  };
  const drawn: number[] = [];
  const pace = createDrawPace(
    clock,
    scheduler,
    () => drawn.push(clock.now()),
    () => pace.soon(true),
  );
  const paint = (): void => {
    const due = frames.splice(0);
    for (const work of due) work();
    if (due.length > 0) clock.advance(cost);
    for (const work of afterwards.splice(0)) work();
  };
  return { clock, drawn, pace, paint };
}

describe('the pace of drawing', () => {
  it('draws at once after a pause, and then not too soon', () => {
    const { clock, drawn, pace, paint } = stage();
    pace.soon(true);
    paint();
    clock.advance(10);
    pace.soon(true);
    pace.soon(true);
    paint();
    expect(drawn).toEqual([0]);
    clock.advance(240);
    paint();
    expect(drawn).toEqual([0, 250]);
  });

  it('does not keep what may not wait', () => {
    const { clock, drawn, pace, paint } = stage();
    pace.soon(true);
    paint();
    clock.advance(10);
    pace.soon(false);
    paint();
    expect(drawn).toEqual([0, 10]);
  });

  it('takes a small share of the time, however long it takes', () => {
    const { clock, drawn, pace, paint } = stage(40);
    pace.soon(true);
    paint();
    pace.soon(true);
    clock.advance(990);
    paint();
    expect(drawn).toEqual([0]);
    clock.advance(10);
    paint();
    expect(drawn).toEqual([0, 1040]);
  });

  it('looks again when it is told to, and not at what is over', () => {
    const { clock, drawn, pace, paint } = stage();
    pace.lookAt(500);
    pace.lookAt(400);
    clock.advance(400);
    paint();
    expect(drawn).toEqual([400]);
    pace.lookAt(900);
    pace.reset();
    clock.advance(1_000);
    paint();
    expect(drawn).toEqual([400]);
  });
});
