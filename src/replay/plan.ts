import type { PageAnswer } from '../protocol/plan.ts';
import { addressOf, matches } from '../protocol/predicate.ts';
import { ignoring, onlyBy } from './mask.ts';
import type { MatchOptions } from './match-send.ts';
import { checkPacing, type Pacing } from './pacing.ts';
import type { Recording } from './recording.ts';
import type { Edit } from './script.ts';
import { type Variable, Variables } from './variables.ts';

/** Where a replay goes: to the server in the page's place, or to the page in the server's place. */
export type Target = 'server' | 'page';

/** One recorded connection to be played again. */
export interface Track {
  recording: Recording;
  /** when its constructor was called, in milliseconds from the start of the plan */
  start: number;
  /** the steps that are played: from index `from` up to, not including, `to` */
  from: number;
  to: number;
  /**
   * To the server: a URL with `${name}` in it to open in place of the recorded one. To the page: which sockets it
   * answers in place of those at the recorded address, `*` stands for any text.
   */
  url?: string;
  /** subprotocols to request in place of the recorded ones */
  protocols?: readonly string[];
  /** what is sent in place of recorded frames, by step */
  edits?: ReadonlyMap<number, Edit>;
}

/** What to do when the page sends something that the recording has no match for. */
export type Unmatched = 'pause' | 'ignore' | 'close';

/** What a player plays. Plain data: it can be played again. */
export interface Plan {
  target: Target;
  pacing: Pacing;
  /** in the order of their start, the first at 0 */
  tracks: readonly Track[];
  variables: readonly Variable[];
  /** how sends of the page are matched; counts for step on reply to the page only */
  match: MatchOptions;
  unmatched: Unmatched;
}

/** A track as it is asked for; what is left out is all of the recording, from the start, unchanged. */
export type TrackRequest = Pick<Track, 'recording'> & Partial<Track>;

export interface PlanRequest {
  target: Target;
  pacing: Pacing;
  tracks: readonly TrackRequest[];
  variables?: readonly Variable[];
  match?: MatchOptions;
  unmatched?: Unmatched;
}

/** `NO_TRACK`: there is nothing to play; `RANGE`: steps are asked for that the recording does not have. */
export class PlanError extends Error {
  constructor(
    readonly code: 'NO_TRACK' | 'RANGE',
    message: string,
  ) {
    super(message);
    this.name = 'PlanError';
  }
}

/**
 * Makes a plan that a player can keep to. Throws {@link PlanError}, `PacingError`, `VariableError` or
 * `PathSyntaxError` for what cannot be played.
 */
export function makePlan(request: PlanRequest): Plan {
  checkPacing(request.pacing);
  const { match = {}, variables = [] } = request;
  new Variables(variables);
  ignoring(match.ignore ?? []);
  onlyBy(match.by ?? []);
  const tracks = request.tracks.map(fullTrack).sort((one, other) => one.start - other.start);
  const first = tracks[0];
  if (!first) throw new PlanError('NO_TRACK', 'There is no recorded connection to replay.');
  return {
    target: request.target,
    pacing: request.pacing,
    tracks: tracks.map((track) => ({ ...track, start: track.start - first.start })),
    variables,
    match,
    unmatched: request.unmatched ?? 'ignore',
  };
}

function fullTrack(request: TrackRequest): Track {
  const { length } = request.recording.steps;
  const { start = 0, from = 0, to = length } = request;
  if (!(from >= 0 && from <= to && to <= length))
    throw new PlanError('RANGE', `Frames ${from + 1} to ${to} of ${length} cannot be replayed.`);
  return { ...request, start, from, to };
}

/**
 * Which sockets of the page the plan answers, for `PagePlan`: those at the recorded addresses, or like the URL
 * given in their place, each as often as it was recorded. The query does not count unless such a URL has one, since
 * it tends to hold what changes.
 */
export function answersOf(plan: Plan): PageAnswer[] {
  const times = new Map<string, PageAnswer>();
  for (const track of plan.tracks) {
    const match = answered(track);
    const answer = times.get(match.value);
    if (answer) answer.times++;
    else times.set(match.value, { match, times: 1 });
  }
  return [...times.values()];
}

const answered = ({ url, recording }: Track) =>
  url === undefined
    ? ({ is: 'address', value: addressOf(recording.url) } as const)
    : ({ is: 'like', value: url } as const);

/** What the page asks for when it opens a socket. */
export interface AskedSocket {
  url: string;
  /** requested subprotocols, null where they are not known */
  protocols: readonly string[] | null;
}

/**
 * The track that answers a socket the page opens: of those that are `free` and answer its URL, the earliest with its
 * very URL and subprotocols, else with its URL, else with its subprotocols, else the earliest. Null where none fits.
 */
export function trackFor(plan: Plan, asked: AskedSocket, isFree: (track: number) => boolean): number | null {
  let best: number | null = null;
  let bestRank = -1;
  plan.tracks.forEach((track, index) => {
    if (!isFree(index) || !matches(answered(track), asked)) return;
    const { url, protocols } = track.recording;
    const hasProtocols = asked.protocols !== null && protocols.join() === asked.protocols.join();
    const rank = (url === asked.url ? 2 : 0) + (hasProtocols ? 1 : 0);
    if (rank <= bestRank) return;
    best = index;
    bestRank = rank;
  });
  return best;
}
