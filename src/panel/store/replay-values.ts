import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { regexRisk } from '../../filter/regex-risk.ts';
import { findUses } from '../../replay/find-uses.ts';
import { parsePath } from '../../replay/json-path.ts';
import { type Proposal, searchProposals, type TimedRecording, type Use } from '../../replay/propose.ts';
import { proposeNewer } from '../../replay/propose-newer.ts';
import type { Recording } from '../../replay/recording.ts';
import { valueName } from '../../replay/value-name.ts';
import type { Origin } from '../../replay/variables.ts';
import type { InMemory } from '../replay/in-memory.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';

/** Where a value that the user names comes from. */
export type ValueOrigin = 'json' | 'regex' | 'url' | 'protocol' | 'given';

/** What the user says of a value. */
export interface ValueRequest {
  name: string;
  origin: ValueOrigin;
  /** a JSON path, a regular expression, a query parameter's name, or the value itself; nothing for a subprotocol */
  what: string;
  /** the recorded text it stands in for, '' where only `${name}` in an edited frame or URL does */
  inPlaceOf: string;
}

/** A value that a replay takes from what happens now. */
export interface ReplayValue extends Proposal {
  isUsed: boolean;
  /** named by the user rather than found */
  isOwn: boolean;
}

/** The values that change from one run to the next. */
export interface ReplayValues {
  list: ReadonlySignal<readonly ReplayValue[]>;
  isSearching: ReadonlySignal<boolean>;
  /** what was not searched, in a sentence; '' where all was */
  remark: ReadonlySignal<string>;
  /**
   * Finds them anew, in slices; what the user named, said or unticked stays so. `newer` are the page's own latest
   * connections to the same addresses, by track, null where there is none. `keep` has the payloads of `tracks` in
   * memory once more, for a value that is added later. Resolves when it has ended, or another took its place.
   */
  search(
    tracks: readonly TimedRecording[],
    newer?: readonly (Recording | null)[],
    keep?: () => InMemory,
  ): Promise<void>;
  /** Another recording: what the user said of the one before has no meaning for it. */
  forget(): void;
  use(name: string, isUsed: boolean): void;
  /** Adds one, once it is known where it is used; or says in a sentence why it cannot be. */
  add(request: ValueRequest): Promise<string | null>;
  /** Says what a value of origin `given` is. */
  give(name: string, value: string): void;
  remove(name: string): void;
  /** Those a replay is to use. */
  used(): Proposal[];
  /** Those a plan is to know: all in the list, and what was found before, which edits may name, as recorded. */
  planned(): ReplayValue[];
}

const NOTHING_AWAY: InMemory = { reading: null, release() {} };

export function createReplayValues(scheduler: Scheduler): ReplayValues {
  const list = signal<readonly ReplayValue[]>([]);
  const isSearching = signal(false);
  const remark = signal('');
  const choices: Signal<ReadonlyMap<string, boolean>> = signal(new Map());
  /** what the user said in place of what was found, by name */
  const given = new Map<string, { from: Origin }>();
  /** names of what was found, by recorded text: edits have them, and mean the same text after another search */
  const names = new Map<string, string>();
  let tracks: readonly TimedRecording[] = [];
  let keepTracks: () => InMemory = () => NOTHING_AWAY;
  let search = 0;

  const change = (name: string, changed: (value: ReplayValue) => ReplayValue): void => {
    list.value = list.peek().map((value) => (value.variable.name === name ? changed(value) : value));
  };

  return {
    list,
    isSearching,
    remark,
    search(recordings, newer = [], keep = () => NOTHING_AWAY) {
      tracks = recordings;
      keepTracks = keep;
      const number = ++search;
      const found = searchProposals(recordings);
      const own = list.peek().filter(({ isOwn }) => isOwn);
      list.value = own.map((value) => ({ ...value, uses: findUses(tracks, value.recorded) }));
      isSearching.value = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      const slice = (): void => {
        if (number !== search) return resolve();
        const end = scheduler.now() + SLICE_MS;
        do {
          const { done, value } = found.next();
          if (!done) continue;
          isSearching.value = false;
          remark.value = remarkOn(value);
          list.value = [...list.peek(), ...withNewer(value.proposals, newer).map(asFound)];
          return resolve();
        } while (scheduler.now() < end);
        scheduler.soon(slice);
      };
      scheduler.soon(slice);
      return promise;
    },
    forget() {
      search++;
      given.clear();
      names.clear();
      choices.value = new Map();
      list.value = [];
      isSearching.value = false;
    },
    use(name, isUsed) {
      choices.value = new Map(choices.peek()).set(name, isUsed);
      change(name, (value) => ({ ...value, isUsed }));
    },
    async add(request) {
      const { name, inPlaceOf } = request;
      const problem = (): string | null =>
        problemOf(request, [...list.peek().map(nameOf), ...names.values()]);
      const before = problem();
      if (before !== null) return before;
      const uses = inPlaceOf === '' ? [] : await usesOf(inPlaceOf);
      // Another may have been given the name meanwhile.
      const since = problem();
      if (since !== null) return since;
      if (inPlaceOf !== '' && uses.length === 0) return 'The page sent no such text in this recording.';
      const variable = { name, from: originOf(request) };
      list.value = [
        { variable, recorded: inPlaceOf, likelihood: 'likely', uses, isUsed: true, isOwn: true },
        ...list.peek(),
      ];
      return null;
    },
    give(name, value) {
      const from = { in: 'given', value } as const;
      given.set(name, { from });
      change(name, (one) => ({ ...one, variable: { ...one.variable, from } }));
    },
    remove(name) {
      given.delete(name);
      choices.value = new Map([...choices.peek()].filter(([other]) => other !== name));
      list.value = list.peek().filter(({ variable }) => variable.name !== name);
    },
    used: () => list.value.filter(({ isUsed }) => isUsed),
    planned() {
      const listed = list.peek();
      const known = new Set(listed.map(nameOf));
      return [...listed, ...[...names].filter(([, name]) => !known.has(name)).map(asGone)];
    },
  };

  /** Every place where the page sent `text`, in what was looked through last. */
  async function usesOf(text: string): Promise<Use[]> {
    for (;;) {
      const asked = tracks;
      const { reading, release } = keepTracks();
      try {
        if (reading) await reading;
        // Another choice may have been looked through meanwhile.
        if (asked === tracks) return findUses(asked, text);
      } finally {
        release();
      }
    }
  }

  /** What the page says now stands in for the same value of the recorded URL, which is no longer true. */
  function withNewer(found: readonly Proposal[], newer: readonly (Recording | null)[]): Proposal[] {
    const told = found.filter(({ variable }) => variable.from.in !== 'url');
    const toldTexts = new Set(told.map(({ recorded }) => recorded));
    const said = proposeNewer(tracks, newer, (text) => toldTexts.has(text));
    const saidTexts = new Set(said.map(({ recorded }) => recorded));
    const taken = new Set([...list.peek().map(nameOf), ...names.values()]);
    return [...said, ...found.filter(({ recorded }) => !saidTexts.has(recorded))].map((one) => {
      const name = names.get(one.recorded) ?? valueName(one.variable.name, taken);
      names.set(one.recorded, name);
      return { ...one, variable: { ...one.variable, name } };
    });
  }

  function asFound(proposal: Proposal): ReplayValue {
    const { variable, recorded, likelihood } = proposal;
    return {
      ...proposal,
      variable: { ...variable, otherwise: recorded, ...given.get(variable.name) },
      isUsed: choices.peek().get(variable.name) ?? likelihood === 'likely',
      isOwn: false,
    };
  }
}

const nameOf = ({ variable }: ReplayValue): string => variable.name;

/** What was found before and is not any more, such as where its connection is left out. */
const asGone = ([recorded, name]: [string, string]): ReplayValue => ({
  variable: { name, from: { in: 'given', value: recorded } },
  recorded,
  likelihood: 'possible',
  uses: [],
  isUsed: false,
  isOwn: false,
});

function remarkOn({ passedOver, truncated }: { passedOver: number; truncated: boolean }): string {
  if (truncated) return 'There are too many values to follow all of them: later ones were not looked for.';
  return passedOver > 0 ? `${passedOver} very long frames were not searched.` : '';
}

function problemOf({ name, origin, what }: ValueRequest, taken: readonly string[]): string | null {
  if (!/^[A-Za-z_][\w.-]*$/.test(name))
    return 'A name begins with a letter; letters, digits, _, . and - may follow.';
  if (taken.includes(name)) return `There is a value named ${name} already.`;
  if (origin === 'url' && what === '') return 'Name the query parameter to take it from.';
  try {
    if (origin === 'json') parsePath(what);
    if (origin === 'regex') {
      new RegExp(what, 'u');
      if (regexRisk(what, 'u') === 'risky')
        return 'This expression may take for ever on some texts. Write it without nested repetition.';
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return null;
}

function originOf({ origin, what }: ValueRequest): Origin {
  const reply = { in: 'reply', track: 0, kind: null, nth: null } as const;
  switch (origin) {
    case 'json':
      return { ...reply, select: { by: 'json', path: what } };
    case 'regex':
      return { ...reply, select: { by: 'regex', pattern: what, flags: 'u' } };
    case 'url':
      return { in: 'url', track: 0, parameter: what };
    case 'protocol':
      return { in: 'protocol', track: 0 };
    case 'given':
      return { in: 'given', value: what };
  }
}
