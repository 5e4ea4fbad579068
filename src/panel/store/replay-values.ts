import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { regexRisk } from '../../filter/regex-risk.ts';
import { findUses } from '../../replay/find-uses.ts';
import { parsePath } from '../../replay/json-path.ts';
import { type Proposal, searchProposals, type TimedRecording } from '../../replay/propose.ts';
import { proposeNewer } from '../../replay/propose-newer.ts';
import type { Recording } from '../../replay/recording.ts';
import { valueName } from '../../replay/value-name.ts';
import type { Origin } from '../../replay/variables.ts';
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
   * connections to the same addresses, by track, null where there is none. Resolves when it has ended, or another took
   * its place.
   */
  search(tracks: readonly TimedRecording[], newer?: readonly (Recording | null)[]): Promise<void>;
  /** Another recording: what the user said of the one before has no meaning for it. */
  forget(): void;
  use(name: string, isUsed: boolean): void;
  /** Adds one, or says in a sentence why it cannot be. */
  add(request: ValueRequest): string | null;
  /** Says what a value of origin `given` is. */
  give(name: string, value: string): void;
  remove(name: string): void;
  /** Those a replay is to use. */
  used(): Proposal[];
}

export function createReplayValues(scheduler: Scheduler): ReplayValues {
  const list = signal<readonly ReplayValue[]>([]);
  const isSearching = signal(false);
  const remark = signal('');
  const choices: Signal<ReadonlyMap<string, boolean>> = signal(new Map());
  /** what the user said in place of what was found, by name */
  const given = new Map<string, { from: Origin }>();
  let tracks: readonly TimedRecording[] = [];
  let search = 0;

  const change = (name: string, changed: (value: ReplayValue) => ReplayValue): void => {
    list.value = list.peek().map((value) => (value.variable.name === name ? changed(value) : value));
  };

  return {
    list,
    isSearching,
    remark,
    search(recordings, newer = []) {
      tracks = recordings;
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
          const kept = list.peek();
          const taken = new Set(kept.map(({ variable }) => variable.name));
          list.value = [
            ...kept,
            ...withNewer(value.proposals, newer)
              .filter(({ variable }) => !taken.has(variable.name))
              .map(asFound),
          ];
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
      choices.value = new Map();
      list.value = [];
      isSearching.value = false;
    },
    use(name, isUsed) {
      choices.value = new Map(choices.peek()).set(name, isUsed);
      change(name, (value) => ({ ...value, isUsed }));
    },
    add(request) {
      const problem = problemOf(request, list.peek());
      if (problem !== null) return problem;
      const { name, inPlaceOf } = request;
      const uses = findUses(tracks, inPlaceOf);
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
      list.value = list.peek().filter(({ variable }) => variable.name !== name);
    },
    used: () => list.value.filter(({ isUsed }) => isUsed),
  };

  /** What the page says now stands in for the same value of the recorded URL, which is no longer true. */
  function withNewer(found: readonly Proposal[], newer: readonly (Recording | null)[]): Proposal[] {
    const told = found.filter(({ variable }) => variable.from.in !== 'url');
    const toldTexts = new Set(told.map(({ recorded }) => recorded));
    const said = proposeNewer(tracks, newer, (text) => toldTexts.has(text));
    const saidTexts = new Set(said.map(({ recorded }) => recorded));
    const names = new Set<string>();
    return [...said, ...found.filter(({ recorded }) => !saidTexts.has(recorded))].map((one) => ({
      ...one,
      variable: { ...one.variable, name: valueName(one.variable.name, names) },
    }));
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

function remarkOn({ passedOver, truncated }: { passedOver: number; truncated: boolean }): string {
  if (truncated) return 'There are too many values to follow all of them: later ones were not looked for.';
  return passedOver > 0 ? `${passedOver} very long frames were not searched.` : '';
}

function problemOf({ name, origin, what }: ValueRequest, list: readonly ReplayValue[]): string | null {
  if (!/^[A-Za-z_][\w.-]*$/.test(name))
    return 'A name begins with a letter; letters, digits, _, . and - may follow.';
  if (list.some(({ variable }) => variable.name === name)) return `There is a value named ${name} already.`;
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
