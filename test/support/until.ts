import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds a browser may take to show what a test waits for. */
export const PATIENCE = 15_000;

/**
 * Waits until `probe` gives something other than false, null or undefined, and returns it.
 * @throws after `timeout` milliseconds, saying what was waited for and what the last probe said
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | false | null | undefined>,
  timeout = PATIENCE,
): Promise<T> {
  const end = Date.now() + timeout;
  for (let last = 'it gave nothing'; ; ) {
    try {
      const value = await probe();
      if (value !== false && value !== null && value !== undefined) return value;
    } catch (error) {
      last = String(error);
    }
    if (Date.now() > end) throw new Error(`Not within ${timeout / 1000} s: ${what} (last: ${last}).`);
    await sleep(50);
  }
}
