const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');

/** Milliseconds since a session began as minutes and seconds: `1:12.618`, `1:02:03.004`, `−0:03.120` before it. */
export function formatElapsed(milliseconds: number): string {
  const whole = Math.round(Math.abs(milliseconds));
  const sign = milliseconds < 0 && whole > 0 ? '−' : '';
  const seconds = Math.floor(whole / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const head = hours > 0 ? `${hours}:${two(minutes % 60)}` : String(minutes);
  return `${sign}${head}:${two(seconds % 60)}.${three(whole % 1000)}`;
}

/** A span of milliseconds: `0.4 ms`, `187 ms`, `1.25 s`, `48.3 s`, `2 min 5 s`, `3 h 12 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`;
  if (milliseconds < 9.95) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9_995) return `${Number((milliseconds / 1000).toFixed(2))} s`;
  if (milliseconds < 59_950) return `${Number((milliseconds / 1000).toFixed(1))} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The wall clock where the panel is: `12:01:12.618`. `time` is milliseconds since the epoch. */
export function formatClock(time: number): string {
  const date = new Date(Math.round(time));
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${three(date.getMilliseconds())}`;
}
