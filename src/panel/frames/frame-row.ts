import type { Session } from '../../session/session.ts';
import { formatCount } from '../format/count.ts';
import { type Find, type Preview, previewPayload } from '../format/preview.ts';
import { formatSize } from '../format/size.ts';
import { formatClock, formatDuration, formatElapsed } from '../format/time.ts';
import { FrameView } from '../store/subject.ts';
import { gapBefore, type Missing } from './gap-before.ts';
import { navigationBefore } from './navigation-before.ts';

/** Signs beside the direction: what is special about a frame. */
export type FrameMark = 'edited' | 'injected' | 'replayed' | 'pending' | 'heartbeat' | 'error';

/** What a row of the frame table shows. */
export interface FrameRowModel {
  direction: 'sent' | 'received';
  marks: FrameMark[];
  time: string;
  /** by the clock, and since the row above */
  timeDetail: string;
  connection: number;
  connectionDetail: string;
  type: 'text' | 'binary';
  size: string;
  sizeDetail: string;
  name: string;
  /** null where there is no payload to show; `reason` says why */
  data: Preview | null;
  reason: string;
  missing: Missing | null;
  /** URL the page navigated to right before */
  navigation: string | null;
}

const OMITTED = {
  'not-kept': 'not kept: nothing was recording',
  budget: 'not kept: the panel was too slow',
  unreadable: 'the Blob could not be read',
  left: 'the page left before it was read',
  absent: 'not in the file',
  disk: 'lost: it was on the disk',
  stopped: 'recording was stopped before it was read',
} as const;

/** What is special about a frame, in words. */
export const MARK_WORDS: Record<FrameMark, string> = {
  edited: 'edited',
  injected: 'injected from here',
  replayed: 'part of a replay',
  pending: 'payload still being read',
  heartbeat: 'heartbeat',
  error: 'tells of an error',
};

/** @param previous index of the frame in the row above, -1 in the first row; null where rows are not as captured */
export function frameRow(
  session: Session,
  frame: number,
  previous: number | null,
  find: Find | null,
): FrameRowModel {
  const { frames, navigations } = session;
  const view = new FrameView(session).at(frame);
  const payload = frames.payload(frame);
  const omitted = frames.omitted(frame);
  const time = frames.time(frame);
  const size = frames.size(frame);
  const since =
    previous === null || previous < 0
      ? ''
      : `, ${formatDuration(time - frames.time(previous))} after the row above`;
  return {
    direction: view.direction,
    marks: marksOf(view),
    time: formatElapsed(view.time),
    timeDetail: `${formatClock(time)}${since}`,
    connection: view.connection,
    connectionDetail: view.url,
    type: view.isBinary ? 'binary' : 'text',
    size: formatSize(size),
    sizeDetail: `${formatCount(size)} bytes`,
    name: view.name,
    data: payload === null ? null : previewPayload(payload, find),
    reason: omitted
      ? OMITTED[omitted]
      : view.isPending
        ? 'being read'
        : frames.isAway(frame)
          ? 'on the disk, being read'
          : '',
    missing: gapBefore(view.owner, frames.seq(frame)),
    navigation: previous === null ? null : (navigationBefore(navigations, previous, frame)?.url ?? null),
  };
}

function marksOf(view: FrameView): FrameMark[] {
  const marks: FrameMark[] = [];
  if (view.isEdited) marks.push('edited');
  if (view.source === 'panel') marks.push('injected');
  if (view.source === 'replay') marks.push('replayed');
  if (view.isPending) marks.push('pending');
  if (view.isHeartbeat) marks.push('heartbeat');
  if (view.isError) marks.push('error');
  return marks;
}
