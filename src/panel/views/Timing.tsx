import { useMemo } from 'preact/hooks';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { type FrameTimes, momentsOf, type Phase, phasesOf } from '../explain/connection-timing.ts';
import { formatClock, formatDuration, formatElapsed } from '../format/time.ts';
import { FrameSpan } from '../frames/neighbours.ts';
import { useStore } from './store-context.ts';

/** When what happened on a connection, and how long it took. */
export function Timing({ session, connection }: { session: Session; connection: Connection }) {
  useStore().library.revision.value;
  const span = useMemo(() => new FrameSpan(session.frames, connection.index), [session, connection]);
  const { first, last } = span.extend();
  const frames: FrameTimes = {
    first: first === null ? null : session.frames.time(first),
    last: last === null ? null : session.frames.time(last),
  };
  const moments = momentsOf(connection, frames);
  const until = session.kind === 'live' ? Date.now() : (moments.at(-1)?.time ?? connection.opening);
  const { opening } = connection;
  return (
    <>
      <Phases phases={phasesOf(connection, frames, until)} />
      <table class="moments">
        <thead>
          <tr>
            <th scope="col">Moment</th>
            <th scope="col" title="After the constructor was called">
              After
            </th>
            <th scope="col" title="Since recording began">
              Time
            </th>
            <th scope="col" title="By the clock of the page">
              Clock
            </th>
          </tr>
        </thead>
        <tbody>
          {moments.map(({ name, time }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{time === opening ? '' : `+${formatDuration(time - opening)}`}</td>
              <td>{formatElapsed(time - session.started)}</td>
              <td>{formatClock(time)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Phases({ phases }: { phases: Phase[] }) {
  const start = Math.min(...phases.map(({ from }) => from));
  const whole = Math.max(...phases.map(({ to }) => to)) - start || 1;
  const share = (time: number): string => `${((time / whole) * 100).toFixed(2)}%`;
  return (
    <dl class="phases">
      {phases.map(({ name, kind, from, to, isOver }) => (
        <>
          <dt class={kind === 'failed' ? 'error' : undefined}>{name}</dt>
          <dd class="track" aria-hidden="true">
            <i class={kind} style={{ left: share(from - start), width: share(to - from) }} />
          </dd>
          <dd class="num">
            {formatDuration(to - from)}
            {!isOver && <span class="dim"> so far</span>}
          </dd>
        </>
      ))}
    </dl>
  );
}
