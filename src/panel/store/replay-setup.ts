import { type Signal, signal } from '@preact/signals';
import { FAST_WINDOW, GIVE_UP } from '../../replay/pacing.ts';
import type { Unmatched } from '../../replay/plan.ts';
import type { Edit } from '../../replay/script.ts';

/** Who opens a connection to the server: the page, with its origin and cookies; or the panel, without any page. */
export type Opener = 'page' | 'panel';

/** How often a recording is played again at most. */
export const ROUNDS_MAX = 10_000;

/** What a replay changes in the recording, and what it does when something does not go as recorded. */
export interface ReplaySetup {
  opener: Signal<Opener>;
  /** to the server: in place of the recorded URL, `${name}` stands for a value; null for the recorded one */
  url: Signal<string | null>;
  /** to the page: which sockets are answered in place of those at the recorded URL, `*` stands for any text */
  answers: Signal<string | null>;
  /** in place of the recorded subprotocols, separated by commas; null for the recorded ones */
  protocols: Signal<string | null>;
  /** the frame to begin with, from 1; counts for a single connection */
  from: Signal<number>;
  /** indexes of connections that are not played although all of the session are */
  leftOut: Signal<ReadonlySet<number>>;
  /** what goes out in place of recorded frames, by {@link editKey} */
  edits: Signal<ReadonlyMap<string, Edit>>;
  /** how often it is played, one time after the other; to the server only */
  rounds: Signal<number>;
  /** frames under way at most, as fast as allowed */
  window: Signal<number>;
  /** step on reply at the recorded delays, times the speed */
  keepsDelays: Signal<boolean>;
  /** seconds to wait for a reply */
  giveUp: Signal<number>;
  onGiveUp: Signal<'continue' | 'fail'>;
  /** fields that do not count, separated by commas: in the comparison, and in what the page sends */
  ignore: Signal<string>;
  /** the only fields of the page's sends that count, separated by commas; '' for all */
  matchBy: Signal<string>;
  unmatched: Signal<Unmatched>;
  /** Everything that belongs to one recording, back to as recorded. */
  reset(): void;
}

export function createReplaySetup(): ReplaySetup {
  const url = signal<string | null>(null);
  const answers = signal<string | null>(null);
  const protocols = signal<string | null>(null);
  const from = signal(1);
  const edits = signal<ReadonlyMap<string, Edit>>(new Map());
  const leftOut = signal<ReadonlySet<number>>(new Set());
  return {
    opener: signal<Opener>('page'),
    url,
    answers,
    protocols,
    from,
    edits,
    leftOut,
    rounds: signal(1),
    window: signal(FAST_WINDOW),
    keepsDelays: signal(false),
    giveUp: signal(GIVE_UP / 1000),
    onGiveUp: signal<'continue' | 'fail'>('continue'),
    ignore: signal(''),
    matchBy: signal(''),
    unmatched: signal<Unmatched>('pause'),
    reset() {
      url.value = null;
      answers.value = null;
      protocols.value = null;
      from.value = 1;
      edits.value = new Map();
      leftOut.value = new Set();
    },
  };
}

/** Where an edit belongs: the connection's index in the session and the step's in its recording. */
export const editKey = (connection: number, step: number): string => `${connection} ${step}`;

/** The edits of one connection, by step. */
export function editsOf(edits: ReadonlyMap<string, Edit>, connection: number): Map<number, Edit> {
  const own = new Map<number, Edit>();
  for (const [key, edit] of edits) {
    const [of, step] = key.split(' ');
    if (Number(of) === connection) own.set(Number(step), edit);
  }
  return own;
}

/** What people write with commas between. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
