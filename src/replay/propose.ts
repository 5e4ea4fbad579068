import { identifierLikeness } from './identifier.ts';
import { formatPath } from './json-path.ts';
import { type Leaf, leavesOf } from './leaf.ts';
import { mergeByTime } from './merge.ts';
import type { Recording } from './recording.ts';
import type { Edit } from './script.ts';
import { NAME_KEYS, signatureOf } from './signature.ts';
import { formatTemplate, type Part } from './template.ts';
import { valueName } from './value-name.ts';
import type { Origin, Variable } from './variables.ts';

/** Frames with more characters than this are not searched. */
export const PROPOSE_TEXT_LIMIT = 256 * 1024;
/** Values that are followed; past that many no new ones are. */
export const PROPOSE_VALUES = 100_000;

/** A place where a value goes back to the server. */
export interface Use {
  track: number;
  /** index of the sent step, null for the track's URL */
  step: number | null;
  /** offsets in the frame's text or the URL */
  start: number;
  end: number;
}

/** A value that came from the server (or the URL) and was sent later: likely another one the next time. */
export interface Proposal {
  variable: Variable;
  /** the value as recorded */
  recorded: string;
  /** `likely` for what looks made up, such as ids and tokens; `possible` for words that may as well be constant */
  likelihood: 'likely' | 'possible';
  uses: Use[];
}

export interface Proposals {
  proposals: Proposal[];
  /** frames that were too long to search */
  passedOver: number;
  /** true where {@link PROPOSE_VALUES} was reached */
  truncated: boolean;
}

/** A recording and when its constructor was called, in milliseconds from the start of the plan. */
export interface TimedRecording {
  recording: Recording;
  start: number;
}

/** Finds the values that a replay should take from what happens now. `tracks` are those of a plan, in its order. */
export function propose(tracks: readonly TimedRecording[]): Proposals {
  const search = searchProposals(tracks);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** As {@link propose}, a frame at a time: of a long recording it takes seconds. */
export function* searchProposals(tracks: readonly TimedRecording[]): Generator<void, Proposals> {
  const search = new Search();
  for (const event of mergeByTime(tracks.map((track, index) => eventsOf(track, index)))) {
    if (event.step === null) search.onUrl(event.track, event.text);
    else if (event.text.length > PROPOSE_TEXT_LIMIT) search.passedOver++;
    else if (event.sent) search.onSent(event.track, event.step, event.text);
    else search.onReceived(event.track, event.text);
    yield;
  }
  return search.result();
}

interface TextEvent {
  at: number;
  track: number;
  step: number | null;
  sent: boolean;
  text: string;
}

function* eventsOf({ recording, start }: TimedRecording, track: number): Generator<TextEvent> {
  yield { at: start, track, step: null, sent: true, text: recording.url };
  const open = start + (recording.opened ?? 0);
  for (let step = 0; step < recording.steps.length; step++) {
    const { at, direction, payload } = recording.steps.step(step);
    if (typeof payload !== 'string') continue;
    yield { at: open + at, track, step, sent: direction === 'sent', text: payload };
  }
}

/** Where a value was seen first: `null` where the page sent it before anybody told it. */
type Found = { origin: Origin; likelihood: Proposal['likelihood']; uses: Use[]; field: string } | null;

class Search {
  passedOver = 0;
  #truncated = false;
  readonly #found = new Map<string, Found>();
  /** how many frames of a kind had a value at a path so far */
  readonly #counts = new Map<string, number>();

  onUrl(track: number, url: string): void {
    for (const { name, text, start, end } of queryOf(url)) {
      const found = this.#found.get(text);
      if (found) found.uses.push({ track, step: null, start, end });
      const likelihood = identifierLikeness(text, true);
      if (found !== undefined || likelihood === null) continue;
      this.#add(text, { origin: { in: 'url', track, parameter: name }, likelihood, uses: [], field: name });
    }
  }

  onReceived(track: number, text: string): void {
    const leaves = leavesOf(text);
    if (!leaves) return;
    const { kind } = signatureOf(text);
    for (const leaf of leaves) {
      const path = formatPath(leaf.path);
      const place = `${track}\0${kind}\0${path}`;
      const nth = (this.#counts.get(place) ?? 0) + 1;
      this.#counts.set(place, nth);
      const likelihood = identifierLikeness(leaf.text, leaf.isString);
      if (likelihood === null || this.#found.has(leaf.text)) continue;
      if (likelihood === 'possible' && isName(leaf)) continue;
      const origin: Origin = { in: 'reply', track, select: { by: 'json', path }, kind, nth };
      this.#add(leaf.text, { origin, likelihood, uses: [], field: String(leaf.path.at(-1) ?? '') });
    }
  }

  onSent(track: number, step: number, text: string): void {
    const leaves = leavesOf(text);
    if (!leaves) this.#useWords(track, step, text, 0);
    for (const leaf of leaves ?? []) {
      const found = this.#found.get(leaf.text);
      const quote = leaf.isString ? 1 : 0;
      if (found) found.uses.push({ track, step, start: leaf.start + quote, end: leaf.end - quote });
      else if (found === undefined && identifierLikeness(leaf.text, leaf.isString))
        this.#add(leaf.text, null);
      if (found || !leaf.isString) continue;
      const inside = text.slice(leaf.start + 1, leaf.end - 1);
      if (!inside.includes('\\')) this.#useWords(track, step, inside, leaf.start + 1);
    }
  }

  result(): Proposals {
    const proposals: Proposal[] = [];
    const names = new Set<string>();
    for (const [recorded, found] of this.#found) {
      if (!found || found.uses.length === 0) continue;
      const { origin, likelihood, uses, field } = found;
      proposals.push({
        variable: { name: valueName(field, names), from: origin },
        recorded,
        likelihood,
        uses,
      });
    }
    return { proposals, passedOver: this.passedOver, truncated: this.#truncated };
  }

  /** Values that stand inside a longer text, such as a bearer token or an id in a topic. */
  #useWords(track: number, step: number, text: string, offset: number): void {
    for (const word of text.matchAll(/[\w-]{6,}(?:\.[\w-]+)*/g)) {
      const found = this.#found.get(word[0]);
      const start = offset + word.index;
      if (found?.likelihood === 'likely')
        found.uses.push({ track, step, start, end: start + word[0].length });
    }
  }

  #add(text: string, found: Found): void {
    if (this.#found.size < PROPOSE_VALUES) this.#found.set(text, found);
    else this.#truncated = true;
  }
}

/** The value that says what kind of message it is, or a word in a tuple: these do not change. */
function isName(leaf: Leaf): boolean {
  const last = leaf.path.at(-1);
  return typeof last === 'number' || (last !== undefined && NAME_KEYS.includes(last));
}

/** Query parameters with the offsets of their values in the URL; those written with escapes are left out. */
function* queryOf(url: string): Generator<{ name: string; text: string; start: number; end: number }> {
  const query = url.indexOf('?');
  if (query < 0) return;
  for (const found of url.slice(query).matchAll(/[?&]([^=&#]+)=([^&#%+]+)(?=[&#]|$)/g)) {
    const [whole, name = '', text = ''] = found;
    const end = query + found.index + whole.length;
    yield { name, text, start: end - text.length, end };
  }
}

/** What the proposals change on one track: its URL as a template (null as recorded), and its frames. */
export interface ProposedEdits {
  url: string | null;
  edits: Map<number, Edit>;
}

/** Puts `${name}` wherever the chosen proposals are used on `track`. */
export function applyProposals(
  recording: Recording,
  track: number,
  chosen: readonly Proposal[],
): ProposedEdits {
  const byStep = new Map<number | null, { use: Use; name: string }[]>();
  for (const { variable, uses } of chosen)
    for (const use of uses) {
      if (use.track !== track) continue;
      const list = byStep.get(use.step);
      if (list) list.push({ use, name: variable.name });
      else byStep.set(use.step, [{ use, name: variable.name }]);
    }
  const result: ProposedEdits = { url: null, edits: new Map() };
  for (const [step, uses] of byStep) {
    if (step === null) {
      result.url = withPlaceholders(recording.url, uses);
      continue;
    }
    const { payload } = recording.steps.step(step);
    if (typeof payload === 'string') result.edits.set(step, { template: withPlaceholders(payload, uses) });
  }
  return result;
}

/**
 * One text of `track`, a sent frame or for step null its URL, with `${name}` wherever the chosen proposals are used in
 * it; null where none is.
 */
export function proposedTemplate(
  text: string,
  track: number,
  step: number | null,
  chosen: readonly Proposal[],
): string | null {
  const own = chosen.flatMap(({ variable: { name }, uses }) =>
    uses.filter((use) => use.track === track && use.step === step).map((use) => ({ use, name })),
  );
  return own.length === 0 ? null : withPlaceholders(text, own);
}

function withPlaceholders(text: string, uses: { use: Use; name: string }[]): string {
  const parts: Part[] = [];
  let done = 0;
  for (const { use, name } of uses.sort((a, b) => a.use.start - b.use.start)) {
    // where two values overlap, the first one stands
    if (use.start < done) continue;
    parts.push(text.slice(done, use.start), { variable: name });
    done = use.end;
  }
  return formatTemplate([...parts, text.slice(done)]);
}
