import type { TimedRecording, Use } from './propose.ts';

/** Every place where the page sent `text`: in its frames of text, and in the URLs. Nothing for an empty text. */
export function findUses(tracks: readonly TimedRecording[], text: string): Use[] {
  if (text === '') return [];
  const uses: Use[] = [];
  tracks.forEach(({ recording }, track) => {
    addUses(uses, track, null, recording.url, text);
    for (let step = 0; step < recording.steps.length; step++) {
      const { direction, payload } = recording.steps.step(step);
      if (direction === 'sent' && typeof payload === 'string') addUses(uses, track, step, payload, text);
    }
  });
  return uses;
}

function addUses(uses: Use[], track: number, step: number | null, where: string, text: string): void {
  for (let start = where.indexOf(text); start >= 0; start = where.indexOf(text, start + text.length))
    uses.push({ track, step, start, end: start + text.length });
}
