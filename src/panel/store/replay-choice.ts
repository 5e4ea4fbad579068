import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import type { Side } from '../replay/comparison.ts';
import { framesOf } from '../replay/recording-of.ts';
import type { Library } from './library.ts';
import {
  canPlay,
  choiceId,
  choicesOf,
  labelOf,
  type RecordingChoice,
  type ReplayScript,
  type ReplayTarget,
} from './replay-state.ts';
import type { Selection } from './selection.ts';

/** What there is to be replayed, and what of it is chosen. */
export interface ReplayChoice {
  choices: ReadonlySignal<readonly RecordingChoice[]>;
  /** id of the recording chosen; null while there is none to choose */
  choice: Signal<string | null>;
  script: ReadonlySignal<ReplayScript | null>;
  /** place among the chosen connections of the one whose frames are the script */
  scriptTrack: Signal<number>;
  /** The chosen connections but for those that are left out, first opened first. */
  sides(): Side[];
}

/** @param isFixed whether a replay is under way or about to begin, which keeps its recording */
export function createReplayChoice(
  library: Library,
  selection: Selection,
  target: Signal<ReplayTarget>,
  leftOut: ReadonlySignal<ReadonlySet<number>>,
  isFixed: ReadonlySignal<boolean>,
): ReplayChoice {
  const choice = signal<string | null>(null);
  const scriptTrack = signal(0);
  const choices = computed(() => {
    library.revision.value;
    return choicesOf(library.sessions.value);
  });
  const hasChoices = computed(() => {
    library.revision.value;
    return library.sessions.value.some(({ connections }) => connections.length > 0);
  });

  // A session only grows: what is chosen is there until the session goes, as after Clear.
  effect(() => {
    library.sessions.value;
    hasChoices.value;
    if (isFixed.value) return;
    const all = choices.peek();
    if (!all.some(({ id }) => id === choice.peek())) choice.value = all[0]?.id ?? null;
  });
  effect(() => {
    const index = selection.connection.value;
    if (index !== null && !isFixed.peek()) choice.value = choiceId(library.active.peek(), index);
  });

  const sides = (): Side[] => {
    const pick = choices.peek().find(({ id }) => id === choice.peek());
    if (!pick) return [];
    return pick.connections
      .filter((index) => !leftOut.peek().has(index))
      .map((index) => ({ session: pick.session, connection: pick.session.connections[index] as Connection }))
      .filter(({ connection }) => pick.connections.length === 1 || canPlay(connection, target.peek()))
      .sort((one, other) => one.connection.opening - other.connection.opening);
  };

  let made: { session: Session; connection: Connection; length: number; script: ReplayScript } | null = null;
  const script = computed((): ReplayScript | null => {
    library.revision.value;
    choice.value;
    leftOut.value;
    const own = target.value === 'server' ? 'sent' : 'received';
    const all = sides();
    const track = Math.min(scriptTrack.value, all.length - 1);
    const side = all[track];
    if (!side) return null;
    const { session, connection } = side;
    const length = connection.sent.frames + connection.received.frames;
    // While other connections grow, there is no need to look through all frames again.
    const isSame = made?.session === session && made.connection === connection && made.length === length;
    if (!made || !isSame || made.script.own !== own || made.script.tracks.length !== all.length) {
      const start = connection.opened ?? connection.opening;
      const tracks = all.map(({ connection: { index } }) => labelOf(session, index));
      const frames = framesOf(session, connection);
      const script = { session, connection: connection.index, track, tracks, frames, start, own } as const;
      made = { session, connection, length, script };
    }
    return made.script;
  });

  return { choices, choice, script, scriptTrack, sides };
}
