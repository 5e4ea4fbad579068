const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** Bytes in decimal units as DevTools count them: `96 B`, `2.1 kB`, `18.4 kB`, `210 kB`, `12.4 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  // What would be rounded up to 1000 belongs to the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${UNITS[unit]}`;
}
