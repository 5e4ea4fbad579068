import { effect, type ReadonlySignal, signal } from '@preact/signals';

/**
 * Follows `source`, but changes at most once in `gap` milliseconds; after a pause of that length, at once. A value
 * that `isSame` as the one before is no change.
 */
export function paced<Value>(
  source: ReadonlySignal<Value>,
  gap: number,
  isSame: (one: Value, other: Value) => boolean = Object.is,
  now: () => number = () => performance.now(),
): { value: ReadonlySignal<Value>; stop: () => void } {
  const value = signal(source.peek());
  let changed = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const follow = (): void => {
    timer = undefined;
    if (isSame(value.peek(), source.peek())) return;
    changed = now();
    value.value = source.peek();
  };
  const dispose = effect(() => {
    const next = source.value;
    if (timer !== undefined || isSame(value.peek(), next)) return;
    const wait = changed + gap - now();
    if (wait <= 0) follow();
    else timer = setTimeout(follow, wait);
  });
  return {
    value,
    stop() {
      dispose();
      clearTimeout(timer);
    },
  };
}
