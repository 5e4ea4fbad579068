import { sparkPath } from '../connections/sparks.ts';
import { useStore } from './store-context.ts';

/** So many intervals it has room for at least: what has just begun is no block. */
const LEAST_BARS = 24;
/** Half of its height, in units of the drawing. */
const MIDDLE = 7;

/** The traffic of a connection over the time of the session: sent upwards, received downwards. */
export function Sparkline({ connection }: { connection: number }) {
  const { sparkLines } = useStore();
  sparkLines.revision.value;
  const sparks = sparkLines.all();
  const spark = sparks.of(connection);
  if (!spark) return null;
  const most = Math.max(...spark.sent, ...spark.received);
  return (
    <svg
      viewBox={`0 0 ${Math.max(LEAST_BARS, sparks.bars)} ${2 * MIDDLE}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="sent" d={sparkPath(spark.sent, sparks.bars, most, MIDDLE, true)} />
      <path class="received" d={sparkPath(spark.received, sparks.bars, most, MIDDLE, false)} />
    </svg>
  );
}
