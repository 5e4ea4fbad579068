import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { counted, formatCount } from '../format/count.ts';
import { formatSize } from '../format/size.ts';
import { formatDuration, formatElapsed } from '../format/time.ts';
import type { Lane } from './lanes.ts';
import type { TimeRange } from './time-range.ts';
import type { Flow, Traffic } from './traffic.ts';

/** What happened around one moment: `0:12.300 to 0:12.400: sent 3 frames, 120 B; received nothing`. */
export function sayMoment(traffic: Traffic, range: TimeRange, zero: number): string {
  const { sent, received } = traffic.within(range.from, range.to);
  const when = `${formatElapsed(range.from - zero)} to ${formatElapsed(range.to - zero)}`;
  if (sent.frames + received.frames === 0) return `${when}: nothing`;
  return `${when}: ${sayFlow('sent', sent)}; ${sayFlow('received', received)}`;
}

function sayFlow(word: string, { frames, bytes, heartbeats, errors }: Flow): string {
  if (frames === 0) return `${word} nothing`;
  const special = [
    ...(heartbeats > 0 ? [counted(heartbeats, 'heartbeat')] : []),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
  ];
  const among = special.length > 0 ? `, ${special.join(' and ')} among them` : '';
  return `${word} ${counted(frames, 'frame')}, ${formatSize(bytes)}${among}`;
}

/** A connection on its lane: `3 /live ticker.example, 0:00.500 to 1:12.000, closed 1000`. */
export function sayLane(connection: Connection, { opening, end, ending }: Lane, zero: number): string {
  const { index, url, closed } = connection;
  const place = URL.canParse(url) ? `${new URL(url).pathname} ${new URL(url).host}` : url;
  const until = end === null ? 'still there' : `to ${formatElapsed(end - zero)}`;
  const how = { open: '', closed: 'closed', wrong: 'failed', cut: 'cut by leaving the page' }[ending];
  const words = ending === 'wrong' && connection.opened !== null ? 'closed uncleanly' : how;
  const code = closed ? ` ${closed.code}` : '';
  const tail = words === '' ? '' : `, ${words}${code}`;
  return `${index + 1} ${place}, ${formatElapsed(opening - zero)} ${until}${tail}`;
}

/** The whole timeline in a sentence or two, for who cannot see it. */
export function sayWhole({ connections }: Session, traffic: Traffic, whole: TimeRange): string {
  const sums = { sent: 0, received: 0, failed: 0, open: 0, missing: 0 };
  for (const { sent, received, state, gaps } of connections) {
    sums.sent += sent.frames;
    sums.received += received.frames;
    if (state === 'failed') sums.failed++;
    if (state === 'open') sums.open++;
    for (const gap of gaps) sums.missing += gap.frames;
  }
  const parts = [
    `${counted(connections.length, 'connection')} in ${formatDuration(whole.to - whole.from)}`,
    `${formatCount(sums.open)} open`,
    ...(sums.failed > 0 ? [`${formatCount(sums.failed)} failed`] : []),
    `${counted(sums.sent, 'frame')} sent and ${formatCount(sums.received)} received`,
    ...(sums.missing > 0 ? [`${formatCount(sums.missing)} missing`] : []),
  ];
  const busiest = traffic
    .between(whole.from, whole.to, 50)
    .reduce<{ at: number; frames: number } | null>((best, { from, sent, received }) => {
      const frames = sent.frames + received.frames;
      return best && best.frames >= frames ? best : { at: from, frames };
    }, null);
  const peak = busiest && busiest.frames > 0 ? ` Busiest ${formatDuration(busiest.at - whole.from)} in.` : '';
  return `${parts.join(', ')}.${peak}`;
}
