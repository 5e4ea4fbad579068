import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Direction } from '../../protocol/event.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Mask } from '../../replay/mask.ts';
import { SPEED_MAX, SPEED_MIN } from '../../replay/pacing.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { counted } from '../format/count.ts';
import type { ReplaySetup } from './replay-setup.ts';
import type { ReplayValues } from './replay-values.ts';

/** Who hears the recording: the server, in the page's place; or the page, in the server's place. */
export type ReplayTarget = 'server' | 'page';

/**
 * - `original`: at the recorded times, times the speed
 * - `reply`: each frame waits for what it followed in the recording
 * - `fast`: as fast as allowed
 * - `manual`: one frame for each step
 */
export type PacingChoice = 'original' | 'reply' | 'fast' | 'manual';

/** `waiting` is playing while something has to come from the other side first. */
export type ReplayState = 'idle' | 'playing' | 'paused' | 'waiting' | 'done' | 'failed';

/** What a replay that is about to begin waits for: values that are looked for, or payloads that are on the disk. */
export type Preparing = 'values' | 'payloads';

/** A connection that can be replayed, or all of a session together. */
export interface RecordingChoice {
  /** the same for the same connection of the same session */
  id: string;
  session: Session;
  /** indexes of the connections in the session */
  connections: readonly number[];
  /** made when it is read */
  readonly label: string;
}

export interface ReplayProgress {
  /** frames played, and to be played in all */
  done: number;
  total: number;
  /** frames of the other side, so far and in the recording */
  heard: number;
  expected: number;
  /** what has to happen before it goes on, as a phrase after 'Waiting for'; null where nothing has */
  waitingFor: string | null;
}

/** How well it keeps to its times: lateness in milliseconds. */
export interface ReplayJitter {
  p50: number;
  p95: number;
  max: number;
}

/**
 * `pending`: recorded, and its time is still to come; `skipped`: taken out of the replay. The others are those of
 * `replay/align`.
 */
export type ComparisonVerdict = 'same' | 'differs' | 'missing' | 'extra' | 'late' | 'pending' | 'skipped';

/** One row: a recorded frame, what came in its place, or one of them alone. */
export interface ComparisonRow {
  /** place in the recording, from 1; null for an extra frame */
  step: number | null;
  direction: Direction;
  /** index in the frame table of {@link Comparison.recorded} */
  recorded: number | null;
  /** index in the frame table of {@link Comparison.fresh} */
  fresh: number | null;
  verdict: ComparisonVerdict;
  /** milliseconds after the sent frame it followed (or the open), as recorded and now */
  wait: { recorded: number | null; fresh: number | null };
}

/** How the connection began or ended, as recorded and now. */
export interface ConnectionFact {
  what: string;
  /** '' where it is not known */
  recorded: string;
  /** null while it is still to come */
  fresh: string | null;
  differs: boolean;
}

/** What was recorded beside what came now. Rows are read one at a time: there may be a million. */
export interface Comparison {
  readonly length: number;
  /** The row at `index`; called for indexes below `length` only. */
  at(index: number): ComparisonRow;
  counts: Record<ComparisonVerdict, number>;
  /** median wait for a reply in milliseconds, null where there was none */
  wait: { recorded: number | null; fresh: number | null };
  /** how much later replies came than recorded, in milliseconds */
  delay: { p50: number; p95: number } | null;
  facts: readonly ConnectionFact[];
  /** those that the facts are of; the second is null while nothing came yet */
  connections: readonly [recorded: Connection, fresh: Connection | null];
  /** fields that do not count */
  mask: Mask;
  recorded: Session;
  /** the live session; null while nothing came yet */
  fresh: Session | null;
  /** milliseconds since the epoch from which each side's times are counted */
  recordedStart: number;
  freshStart: number;
}

/** Something the page sent that has no counterpart in the recording. */
export interface UnmatchedSend {
  payload: Payload | null;
}

/** The frames of the recording that is chosen, to look at and change before they are played. */
export interface ReplayScript {
  readonly session: Session;
  /** index of the connection in the session */
  readonly connection: number;
  /** its place among those that are played, and what all of these are called */
  readonly track: number;
  readonly tracks: readonly string[];
  /** rows of the session's frame table, in order */
  readonly frames: ArrayLike<number>;
  /** milliseconds since the epoch from which times are counted */
  readonly start: number;
  /** which of them the replay plays; the others are waited for */
  readonly own: Direction;
}

export type ReportFormat = 'json' | 'html';

/** Playing a recorded connection again. */
export interface Replay {
  target: Signal<ReplayTarget>;
  choices: ReadonlySignal<readonly RecordingChoice[]>;
  setup: ReplaySetup;
  values: ReplayValues;
  /** id of the recording chosen; null while there is none to choose */
  choice: Signal<string | null>;
  pacing: Signal<PacingChoice>;
  /** from {@link SPEED_MIN} to {@link SPEED_MAX} */
  speed: Signal<number>;
  state: ReadonlySignal<ReplayState>;
  /** what has to be done before the replay that was started begins; null where it has, or none was started */
  preparing: ReadonlySignal<Preparing | null>;
  /** why it failed, one sentence; null unless it did */
  failure: ReadonlySignal<string | null>;
  progress: ReadonlySignal<ReplayProgress>;
  /** which time it is played, from 1, and how often in all */
  round: ReadonlySignal<{ now: number; of: number }>;
  /** null while nothing had a time to keep */
  jitter: ReadonlySignal<ReplayJitter | null>;
  /** a new object whenever a row was added or changed, at most once a frame; null before the first replay */
  comparison: ReadonlySignal<Comparison | null>;
  /** id of the recording that {@link comparison} is of */
  compared: ReadonlySignal<string | null>;
  /** the connections that are compared, in the order of the recording, as people call them */
  tracks: ReadonlySignal<readonly string[]>;
  /** index of the one whose comparison is shown */
  shownTrack: Signal<number>;
  /** what the page sent that the recording does not have, while it is waited for what to do; null for nothing */
  unmatched: ReadonlySignal<UnmatchedSend | null>;
  /** the recorded frames of one of the chosen connections; null where none is chosen */
  script: ReadonlySignal<ReplayScript | null>;
  /** which of them: its place among those that are played */
  scriptTrack: Signal<number>;
  /** Chooses a connection of a session, or all of it, unless a replay is under way. */
  choose(session: Session, connection: number | 'all'): void;
  start(): void;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Reloads the page and answers its matching sockets from the recording, from the first one on. */
  reloadAndReplay(): void;
  /** Plays everything before this frame of the shown connection (from 1) at once, then goes on as paced. */
  seek(step: number): void;
  /** What becomes of the {@link unmatched} send: the next recorded reply, nothing, or a close with 1011. */
  settleUnmatched(how: 'answer' | 'ignore' | 'close'): void;
  /** This field does not count from now on. */
  ignore(path: string): void;
  /** Fields that differ as ids and times do in the shown comparison do not count from now on. */
  learn(): void;
  /** Looks for values that change in what is chosen, where it is not what they were found in. */
  findValues(): void;
  /** Hands over all that was compared as a file. */
  report(format: ReportFormat): void;
}

export const isUnderWay = (state: ReplayState): boolean =>
  state === 'playing' || state === 'waiting' || state === 'paused';

/** What can be done now. */
export interface ReplayControls {
  start: boolean;
  /** the same place holds Pause and Resume */
  pause: boolean;
  resume: boolean;
  step: boolean;
  stop: boolean;
  reload: boolean;
}

/** To the page nothing can start without a reload: its sockets have to meet the recording from the first one on. */
export function controlsOf(
  state: ReplayState,
  target: ReplayTarget,
  pacing: PacingChoice,
  isChosen: boolean,
  isPreparing = false,
): ReplayControls {
  const underWay = isUnderWay(state);
  const canBegin = isChosen && !underWay && !isPreparing;
  const byHand = underWay && pacing === 'manual';
  return {
    start: canBegin && target === 'server',
    pause: state === 'playing' || (state === 'waiting' && !byHand),
    resume: state === 'paused',
    step: state === 'paused' || byHand,
    stop: underWay || isPreparing,
    reload: canBegin && target === 'page',
  };
}

/** A speed as a player takes it: what is typed may be anything. */
export function clampSpeed(speed: number): number {
  if (!Number.isFinite(speed)) return 1;
  return Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
}

/** Everything that can be replayed, in the order of sessions and connections; last what a page did all together. */
export function choicesOf(sessions: readonly Session[]): RecordingChoice[] {
  return [...sessions.flatMap(single), ...sessions.flatMap(together)];
}

const single = (session: Session): RecordingChoice[] =>
  session.connections.map((connection) => ({
    id: choiceId(session, connection.index),
    session,
    connections: [connection.index],
    get label() {
      return labelOf(session, connection.index);
    },
  }));

/** Whether a connection has a part in a replay of several: the sockets of a page's workers are not answered. */
export const canPlay = ({ context }: Pick<Connection, 'context'>, target: ReplayTarget): boolean =>
  target === 'server' || context !== 'worker';

/** All connections of a session but for those a replay opened, and those that never were one. */
function together(session: Session): RecordingChoice[] {
  const own = session.connections.filter(({ source, refused }) => source !== 'replay' && refused === null);
  if (own.length < 2) return [];
  const from = session.kind === 'imported' ? session.name : 'this session';
  return [
    {
      id: choiceId(session, 'all'),
      session,
      connections: own.map(({ index }) => index),
      get label() {
        const frames = own.reduce((sum, { sent, received }) => sum + sent.frames + received.frames, 0);
        return `All ${counted(own.length, 'connection')} of ${from}, ${counted(frames, 'frame')}`;
      },
    },
  ];
}

/** The id of a connection's {@link RecordingChoice}. */
export const choiceId = (session: Session, connection: number | 'all'): string =>
  `${session.id} ${connection}`;

/** What people call a connection of a session. */
export function labelOf(session: Session, index: number): string {
  const connection = session.connections[index];
  if (!connection) return '';
  const path = URL.parse(connection.url);
  const where = path ? path.pathname : connection.url;
  const frames = connection.sent.frames + connection.received.frames;
  const count = counted(frames, 'frame');
  const replayed = connection.source === 'replay' ? ', itself a replay' : '';
  const from = session.kind === 'imported' ? `, from ${session.name}` : '';
  return `${connection.index + 1} ${where}, ${count}${replayed}${from}`;
}
