import { expect, it } from 'vitest';
import { keepsLog } from '../../src/devtools/keeps-log.ts';
import { createSettings } from '../../src/panel/store/settings.ts';

it('finds the panel\'s own "Preserve log" where the panel keeps it', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(keepsLog(storage)).toBe(false);
  const settings = createSettings(storage);
  settings.preserveLog.value = true;
  expect(keepsLog(storage)).toBe(true);
  settings.preserveLog.value = false;
  expect(keepsLog(storage)).toBe(false);
});
