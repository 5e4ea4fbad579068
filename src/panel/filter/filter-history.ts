import type { Completion } from '../../filter/complete.ts';

/** So many filters that were used are remembered. */
export const MOST_USED = 20;

/** `used` with `query` as the latest. */
export function remember(used: readonly string[], query: string): string[] {
  const text = query.trim();
  return text === '' ? [...used] : [text, ...used.filter((other) => other !== text)].slice(0, MOST_USED);
}

/** What an empty filter may become again: what was saved, then what was used last. */
export function recalled(saved: readonly string[], used: readonly string[], query: string): Completion[] {
  const whole = { at: 0, length: query.length };
  return [
    ...saved.map((text) => ({ ...whole, text, description: 'saved by you' })),
    ...used
      .filter((text) => !saved.includes(text))
      .map((text) => ({ ...whole, text, description: 'used before' })),
  ];
}
