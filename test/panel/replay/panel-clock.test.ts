import { describe, expect, it } from 'vitest';
import { type AlarmTime, createPanelClock } from '../../../src/panel/replay/panel-clock.ts';

/** A clock whose time, and whose alarm, the test moves. */
function stage() {
  const set: AlarmTime[] = [];
  const heard: string[] = [];
  let time = 0;
  let ring = (_time: number): void => {};
  const alarm = {
    set: (at: AlarmTime) => void set.push(at),
    onRing: (listener: (time: number) => void) => {
      ring = listener;
    },
  };
  const clock = createPanelClock(alarm, () => time);
  return {
    clock,
    heard,
    set,
    say: (what: string) => (): void => void heard.push(what),
    ringAt(now: number, rung = now) {
      time = now;
      ring(rung);
    },
  };
}

describe('the clock of a replay', () => {
  it('calls back in order of time, nothing early and nothing twice', () => {
    const { clock, heard, say, ringAt } = stage();
    clock.at(30, say('c'));
    clock.at(10, say('a'));
    clock.at(10, say('b'));
    ringAt(10);
    expect(heard).toEqual(['a', 'b']);
    ringAt(20);
    ringAt(30);
    ringAt(40);
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('sets its alarm for what is soonest, once', () => {
    const { clock, set, say, ringAt } = stage();
    clock.at(10, say('a'))();
    clock.at(10, say('a'));
    clock.at(25, say('b'));
    expect(set.map(({ time }) => time)).toEqual([10]);
    clock.at(5, say('c'));
    ringAt(5);
    ringAt(10);
    expect(set.map(({ time }) => time)).toEqual([10, 5, 10, 25]);
    expect(set.at(-1)).toMatchObject({ delay: 15, due: performance.timeOrigin + 25 });
  });

  it('leaves out what is cancelled, be it by what is due at the same time', () => {
    const { clock, heard, say, ringAt } = stage();
    const cancel = clock.at(10, say('never'));
    clock.at(5, () => cancel());
    ringAt(10);
    expect(heard).toEqual([]);
  });

  it('gives other work its turn between a callback and one that it asks for at once', () => {
    const { clock, heard, set, ringAt } = stage();
    clock.at(10, () => {
      clock.at(10, () => heard.push('later'));
      heard.push('first');
    });
    ringAt(10);
    expect(heard).toEqual(['first']);
    expect(set.at(-1)?.delay).toBe(0);
    ringAt(10);
    expect(heard).toEqual(['first', 'later']);
  });

  it('does without the time of day where the worker has another', () => {
    const { clock, heard, set, say, ringAt } = stage();
    clock.at(100, say('a'));
    ringAt(2, 100);
    expect(heard).toEqual([]);
    expect(set.at(-1)).toMatchObject({ time: 100, delay: 98, due: Number.POSITIVE_INFINITY });
  });
});
