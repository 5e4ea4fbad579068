import { formatClock } from './time.ts';

/** A moment as `12:01:12.618 today` or `2026-11-22 12:01:12.618`, where the panel is. Both in milliseconds since the epoch. */
export function formatMoment(time: number, now: number): string {
  const day = dayOf(time);
  return day === dayOf(now) ? `${formatClock(time)} today` : `${day} ${formatClock(time)}`;
}

function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
