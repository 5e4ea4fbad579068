/** `framereel-2026-11-22-10-30-00.jsonl`; `ending` begins with a dot. */
export function fileName(now: Date, ending: string): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return `framereel-${stamp}${ending}`;
}
