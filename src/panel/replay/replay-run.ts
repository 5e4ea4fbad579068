import type { Payload } from '../../protocol/payload.ts';
import type { Clock } from '../../replay/clock.ts';
import { ignoring, type Mask } from '../../replay/mask.ts';
import type { Plan, Track } from '../../replay/plan.ts';
import { Player, type PlayerListener } from '../../replay/player.ts';
import type { Connect } from '../../replay/socket.ts';
import type { Variable } from '../../replay/variables.ts';
import type { Library } from '../store/library.ts';
import type { Recording } from '../store/recording.ts';
import type { Opener } from '../store/replay-setup.ts';
import type { Comparison } from '../store/replay-state.ts';
import { type Claims, createClaims } from './claims.ts';
import { compare, type Side } from './comparison.ts';
import { createPageSockets } from './page-sockets.ts';
import { createPanelSocket } from './panel-socket.ts';
import { createServerSocket } from './server-socket.ts';

interface Ports {
  library: Library;
  recording: Recording;
  clock: Clock;
}

/** Playing a plan once, with what comes of it. */
export interface ReplayRun {
  /** marks the connections that belong to it */
  id: string;
  plan: Plan;
  player: Player;
  sides: readonly Side[];
  /** Holds what came on a track so far against its recording; fields at `ignored` paths do not count. */
  compare(track: number, underWay: boolean, ignored: readonly string[]): Comparison;
  /** What came so far, where it was recorded. */
  pieces(): Side[];
  /** Nothing that happens from now on belongs to it, and what it replays may leave memory. */
  dispose(): void;
}

/** `sides` are the recorded connections in the order of the plan's tracks. */
export function createReplayRun(
  { library, recording, clock }: Ports,
  plan: Plan,
  sides: readonly Side[],
  opener: Opener,
  listener: PlayerListener,
): ReplayRun {
  const id = crypto.randomUUID();
  const claims = createClaims(library);
  const releases = sides.map(({ session }) => session.frames.hold());
  const { connect, dispose } =
    plan.target === 'page'
      ? createPageSockets(recording, plan, id, claims)
      : { connect: toServer(recording, id, opener, sides, claims), dispose() {} };
  /** what went out in place of recorded frames, by track and step: values may be other ones by now */
  const wentOut = plan.tracks.map(() => new Map<number, Payload>());
  const player = new Player(plan, connect, clock, {
    ...listener,
    onPlayed(track, step, planned, actual, payload) {
      if (plan.tracks[track]?.edits?.has(step)) wentOut[track]?.set(step, payload);
      listener.onPlayed?.(track, step, planned, actual, payload);
    },
  });

  return {
    id,
    plan,
    sides,
    player,
    compare(track, underWay, ignored) {
      const { from, to, edits } = plan.tracks[track] as Track;
      const changes = [...(edits ?? [])];
      return compare(sides[track] as Side, claims.find(track), underWay, {
        mask: maskOf([...ignored, ...captured(plan.variables, track)]),
        from,
        to,
        skipped: new Set(changes.filter(([, edit]) => 'skip' in edit).map(([step]) => step)),
        edited: new Set(changes.map(([step]) => step)),
        inPlaceOf: (step) => wentOut[track]?.get(step) ?? null,
        target: plan.target,
      });
    },
    pieces: claims.pieces,
    dispose() {
      dispose();
      claims.dispose();
      for (const release of releases) release();
    },
  };
}

/** What is captured from replies is another value each time. */
const captured = (variables: readonly Variable[], track: number): string[] =>
  variables.flatMap(({ from }) =>
    from.in === 'reply' && from.track === track && from.select.by === 'json' ? [from.select.path] : [],
  );

/** Paths are read when the plan is made: one that cannot be was changed since, and counts for nothing. */
function maskOf(paths: readonly string[]): Mask {
  const readable = paths.filter((path) => {
    try {
      return ignoring([path]);
    } catch {
      return false;
    }
  });
  return ignoring([...new Set(readable)]);
}

function toServer(
  recording: Recording,
  id: string,
  opener: Opener,
  sides: readonly Side[],
  claims: Claims,
): Connect {
  return (track, listener) => {
    const run = track === 0 ? id : `${id} ${track + 1}`;
    const claim = (document: string, connection: number): void => claims.claim(track, document, connection);
    const origin = sides[track]?.connection.origin ?? '';
    return opener === 'page'
      ? createServerSocket(recording, origin, run, listener, claim)
      : createPanelSocket(recording, run, listener, claim);
  };
}
