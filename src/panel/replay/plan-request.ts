import { ownDirection } from '../../replay/cues.ts';
import type { Pacing } from '../../replay/pacing.ts';
import type { PlanRequest, Target, TrackRequest } from '../../replay/plan.ts';
import { applyProposals } from '../../replay/propose.ts';
import type { Edit } from '../../replay/script.ts';
import { parseTemplate } from '../../replay/template.ts';
import type { Variable } from '../../replay/variables.ts';
import { editsOf, listOf, type ReplaySetup } from '../store/replay-setup.ts';
import { clampSpeed, type PacingChoice } from '../store/replay-state.ts';
import type { ReplayValue } from '../store/replay-values.ts';
import type { Side } from './comparison.ts';
import { recordingOf } from './recording-of.ts';

/** What a replay is made of. */
export interface PlanParts {
  target: Target;
  pacing: PacingChoice;
  speed: number;
  setup: ReplaySetup;
  /** the recorded connections, in the order of the recording */
  sides: readonly Side[];
  /** values that may change, with the places where they are put; counts for those that are used */
  values: readonly ReplayValue[];
}

/** Puts together what `makePlan` is asked for. */
export function planRequest({ target, pacing, speed, setup, sides, values }: PlanParts): PlanRequest {
  const isOne = sides.length === 1;
  const own = ownDirection(target);
  const used = values.filter(({ isUsed }) => isUsed);
  const by = listOf(setup.matchBy.peek());
  const tracks = sides.map(({ session, connection }, index): TrackRequest => {
    const recording = recordingOf(session, connection);
    const proposed = applyProposals(recording, index, used);
    const edits = new Map<number, Edit>(proposed.edits);
    // what was changed for the other target is no part of this one
    for (const [step, edit] of editsOf(setup.edits.peek(), connection.index))
      if (step < recording.steps.length && recording.steps.step(step).direction === own)
        edits.set(step, edit);
    const track: TrackRequest = { recording, start: connection.opening, edits };
    if (proposed.url !== null) track.url = proposed.url;
    if (!isOne) return track;
    const url = (target === 'server' ? setup.url : setup.answers).peek();
    const protocols = setup.protocols.peek();
    if (url !== null) track.url = url;
    if (protocols !== null && target === 'server') track.protocols = listOf(protocols);
    if (target === 'server') track.from = Math.min(setup.from.peek() - 1, recording.steps.length);
    return track;
  });
  return {
    target,
    pacing: pacingOf(target, pacing, clampSpeed(speed), setup),
    tracks,
    variables: values.filter((value) => isPlanned(value, tracks)).map(variableOf),
    match: { ignore: listOf(setup.ignore.peek()), by: by.length > 0 ? by : null },
    unmatched: setup.unmatched.peek(),
  };
}

/** A value that stands in for nothing recorded is only where somebody wrote its name: unticked it may be nowhere. */
const isPlanned = ({ variable, recorded, isUsed }: ReplayValue, tracks: readonly TrackRequest[]): boolean =>
  isUsed || recorded !== '' || tracks.some((track) => names(track, variable.name));

function names({ url = '', edits = new Map() }: TrackRequest, name: string): boolean {
  const templates = [...edits.values()].map((edit) => ('template' in edit ? edit.template : ''));
  return [url, ...templates].some((text) =>
    parseTemplate(text).some((part) => typeof part !== 'string' && part.variable === name),
  );
}

/** An edit may have the name of a value in it that is not used: it is as recorded there as well. */
const variableOf = ({ variable, recorded, isUsed }: ReplayValue): Variable =>
  isUsed || recorded === '' ? variable : { name: variable.name, from: { in: 'given', value: recorded } };

function pacingOf(target: Target, choice: PacingChoice, speed: number, setup: ReplaySetup): Pacing {
  switch (choice) {
    case 'original':
      return { by: 'time', speed };
    case 'reply':
      return {
        by: 'reply',
        // a page may ask whenever it likes, and is told nothing that it did not ask for
        giveUp: target === 'server' ? setup.giveUp.peek() * 1000 : null,
        onGiveUp: setup.onGiveUp.peek(),
        speed: setup.keepsDelays.peek() ? speed : null,
      };
    case 'fast':
      return { by: 'fast', window: setup.window.peek() };
    case 'manual':
      return { by: 'manual' };
  }
}
