import type { Clock } from '../../src/replay/clock.ts';

interface Alarm {
  time: number;
  order: number;
  callback: () => void;
}

/** A clock that a test moves by hand; callbacks run in order of their time, then of their making. */
export class FakeClock implements Clock {
  #now: number;
  #made = 0;
  #alarms: Alarm[] = [];

  constructor(start = 1_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const alarm = { time, order: this.#made++, callback };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  get pending(): number {
    return this.#alarms.length;
  }

  /** Lets `ms` go by. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) this.#ring(next);
    this.#now = end;
  }

  /** Lets time go by until nothing is due any more; a test that never comes to rest fails. */
  settle(limit = 100_000): void {
    for (let next = this.#next(Number.POSITIVE_INFINITY); next; next = this.#next(Number.POSITIVE_INFINITY)) {
      this.#ring(next);
      if (--limit === 0) throw new Error('The clock never came to rest.');
    }
  }

  #ring(alarm: Alarm): void {
    this.#alarms = this.#alarms.filter((other) => other !== alarm);
    this.#now = Math.max(this.#now, alarm.time);
    alarm.callback();
  }

  #next(end: number): Alarm | undefined {
    const due = this.#alarms.filter(({ time }) => time <= end);
    return due.sort((one, other) => one.time - other.time || one.order - other.order)[0];
  }
}
