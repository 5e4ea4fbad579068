import type { Plan } from '../../replay/plan.ts';
import type { Progress } from '../../replay/progress.ts';
import { counted } from '../format/count.ts';

/** What a replay that is over did not do as planned, each with what to make of it; why it failed is not among it. */
export function outcomeOf(plan: Plan, { problem, played, total, fallenBack }: Progress): [string, string][] {
  const remarks: [string, string][] = [];
  const missing = problem || played === total ? 0 : missingPayloads(plan);
  if (missing > 0)
    remarks.push([
      `${counted(missing, 'frame')} could not be replayed: the recording has no payload for them.`,
      'Nothing was sent in their place.',
    ]);
  if (fallenBack.length > 0)
    remarks.push([
      `No new value came for ${fallenBack.join(', ')}.`,
      'The recorded value was sent. Untick what does not change, or say where it comes from.',
    ]);
  return remarks;
}

/** Frames that were to be played and of which the recording has no bytes. */
function missingPayloads({ tracks, target }: Plan): number {
  const own = target === 'server' ? 'sent' : 'received';
  let missing = 0;
  for (const { recording, from, to, edits } of tracks)
    for (let index = from; index < to; index++) {
      const { direction, payload } = recording.steps.step(index);
      if (direction === own && payload === null && !edits?.has(index)) missing++;
    }
  return missing;
}
