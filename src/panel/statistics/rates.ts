import type { Direction } from '../../protocol/event.ts';
import type { Flow, Traffic } from '../timeline/traffic.ts';

/** How fast frames and bytes went one way, both in a second. */
export interface Rates {
  /** over the whole stretch of time, null where that is no stretch: a single moment has no rate */
  mean: { frames: number; bytes: number } | null;
  /** over the busiest interval */
  peak: { frames: number; bytes: number };
}

/** Rates of what a tally counted by time; its intervals are `traffic.width` milliseconds long. */
export function ratesOf(traffic: Traffic, direction: Direction): Rates {
  const seconds = (traffic.last - traffic.first) / 1000;
  const sum = { frames: 0, bytes: 0 };
  const most = { frames: 0, bytes: 0 };
  for (const interval of traffic.all()) {
    const { frames, bytes }: Flow = interval[direction];
    sum.frames += frames;
    sum.bytes += bytes;
    most.frames = Math.max(most.frames, frames);
    most.bytes = Math.max(most.bytes, bytes);
  }
  const length = traffic.width / 1000;
  return {
    mean: seconds > 0 ? { frames: sum.frames / seconds, bytes: sum.bytes / seconds } : null,
    peak: { frames: most.frames / length, bytes: most.bytes / length },
  };
}
