import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '../../../src/panel/store/paced.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function pacedNumbers() {
  const source = signal(0);
  const { value, stop } = paced(source, 1_000, Object.is, Date.now);
  return { source, value, stop };
}

describe('a paced value', () => {
  it('changes at once after a pause', () => {
    const { source, value } = pacedNumbers();
    source.value = 1;
    expect(value.value).toBe(1);
    vi.advanceTimersByTime(1_000);
    source.value = 2;
    expect(value.value).toBe(2);
  });

  it('waits where it has just changed, and then shows the last', () => {
    const { source, value } = pacedNumbers();
    source.value = 1;
    vi.advanceTimersByTime(100);
    source.value = 2;
    vi.advanceTimersByTime(100);
    source.value = 3;
    expect(value.value).toBe(1);
    vi.advanceTimersByTime(799);
    expect(value.value).toBe(1);
    vi.advanceTimersByTime(1);
    expect(value.value).toBe(3);
  });

  it('is left alone by what changes and changes back', () => {
    const { source, value } = pacedNumbers();
    source.value = 1;
    vi.advanceTimersByTime(500);
    source.value = 2;
    source.value = 1;
    vi.advanceTimersByTime(500);
    source.value = 5;
    expect(value.value).toBe(5);
  });

  it('takes what says the same for no change', () => {
    const source = signal({ text: 'a' });
    const { value } = paced(source, 1_000, (one, other) => one.text === other.text, Date.now);
    source.value = { text: 'a' };
    source.value = { text: 'b' };
    expect(value.value.text).toBe('b');
  });

  it('stops', () => {
    const { source, value, stop } = pacedNumbers();
    source.value = 1;
    source.value = 2;
    stop();
    vi.advanceTimersByTime(2_000);
    source.value = 3;
    expect(value.value).toBe(1);
  });
});
