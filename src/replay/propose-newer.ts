import { findUses } from './find-uses.ts';
import { identifierLikeness } from './identifier.ts';
import { type Leaf, leavesOf } from './leaf.ts';
import type { Proposal, TimedRecording } from './propose.ts';
import type { Recording } from './recording.ts';
import { signatureOf } from './signature.ts';
import { valueName } from './value-name.ts';

/** Credentials are sent when a connection begins: so many of its first frames are looked at. */
export const NEWER_FRAMES = 20;

/** A value that the page sends of itself, as it was recorded and as it is now. */
interface Changed {
  field: string;
  recorded: string;
  newer: string;
}

/**
 * Values that the page sends of itself and that are other ones by now, such as a token of a login: found by holding
 * each recorded connection against a newer one of the page to the same address. `newer` is by track, null where
 * there is none. `isTold` says of a recorded value that the server told it, so that a replay is told it again.
 */
export function proposeNewer(
  tracks: readonly TimedRecording[],
  newer: readonly (Recording | null)[],
  isTold: (recorded: string) => boolean,
): Proposal[] {
  const found = new Map<string, Changed>();
  tracks.forEach(({ recording }, track) => {
    const other = newer[track];
    if (!other) return;
    for (const changed of [...inUrl(recording.url, other.url), ...inFrames(recording, other)])
      if (!found.has(changed.recorded) && !isTold(changed.recorded)) found.set(changed.recorded, changed);
  });
  const names = new Set<string>();
  return [...found.values()].map(({ field, recorded, newer: value }) => ({
    variable: { name: valueName(field, names), from: { in: 'given', value } },
    recorded,
    likelihood: 'likely',
    uses: findUses(tracks, recorded),
  }));
}

function inUrl(recorded: string, newer: string): Changed[] {
  const [old, now] = [URL.parse(recorded), URL.parse(newer)];
  if (!old || !now) return [];
  const changed: Changed[] = [];
  for (const [name, value] of old.searchParams) {
    const other = now.searchParams.get(name);
    // Written with escapes it is another text in the URL than in frames, and is left to the user.
    if (other !== null && isChanged(value, other) && recorded.includes(value))
      changed.push({ field: name, recorded: value, newer: other });
  }
  return changed;
}

function inFrames(recorded: Recording, newer: Recording): Changed[] {
  const now = firstSends(newer);
  const changed: Changed[] = [];
  for (const [key, leaves] of firstSends(recorded)) {
    const others = new Map((now.get(key) ?? []).map((leaf) => [leaf.path.join('\0'), leaf]));
    for (const leaf of leaves) {
      const other = others.get(leaf.path.join('\0'));
      if (leaf.isString && other?.isString && isChanged(leaf.text, other.text))
        changed.push({ field: String(leaf.path.at(-1) ?? ''), recorded: leaf.text, newer: other.text });
    }
  }
  return changed;
}

/** The values of the first frames that were sent, each frame by its kind and how many of that kind there were before. */
function firstSends({ steps }: Recording): Map<string, Leaf[]> {
  const sends = new Map<string, Leaf[]>();
  const counts = new Map<string, number>();
  for (let index = 0, sent = 0; index < steps.length && sent < NEWER_FRAMES; index++) {
    const { direction, payload } = steps.step(index);
    if (direction !== 'sent' || typeof payload !== 'string') continue;
    sent++;
    const { kind } = signatureOf(payload);
    const number = counts.get(kind) ?? 0;
    counts.set(kind, number + 1);
    sends.set(`${kind}\0${number}`, leavesOf(payload) ?? []);
  }
  return sends;
}

const isChanged = (recorded: string, newer: string): boolean =>
  recorded !== newer &&
  identifierLikeness(recorded, true) === 'likely' &&
  identifierLikeness(newer, true) === 'likely';
