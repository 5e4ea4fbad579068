import { MAX_TIME } from './json-fields.ts';

/** Larger times are milliseconds since the epoch (from 1973 on), as Playwright writes them. */
export const LEAST_MILLISECONDS = 1e11;
/** Larger ones are seconds since the epoch (from 1973 on), as Chrome and the proxies write them; smaller ones are relative. */
export const LEAST_SECONDS = 1e8;

/**
 * The time of a HAR message in milliseconds since the epoch. The field has no unit of its own, so its size decides.
 * Relative seconds count from `started` (ms), from the epoch where that is null.
 * @returns null for what cannot be a time; Playwright writes -1 where it was told to leave times out
 */
export function harTime(value: unknown, started: number | null): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null;
  if (value > LEAST_MILLISECONDS) return value <= MAX_TIME ? value : null;
  if (value >= LEAST_SECONDS) return value * 1000;
  return (started ?? 0) + value * 1000;
}

export const isRelative = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value < LEAST_SECONDS;

/** Milliseconds of an ISO 8601 date as HAR has it, null for what is none. */
export function isoTime(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
