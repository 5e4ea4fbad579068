import type { PathStep } from '../../filter/expression.ts';
import type { Session } from '../../session/session.ts';
import { jsonCell } from '../columns/json-cell.ts';
import { FrameView } from '../store/subject.ts';

interface Props {
  session: Session;
  frame: number;
  path: readonly PathStep[];
}

/** What stands at a path of a frame's JSON. */
export function JsonCell({ session, frame, path }: Props) {
  const cell = jsonCell(new FrameView(session).at(frame), path);
  if (!cell) return null;
  if (cell.is === 'unknown') return <span title="The payload is too long to be looked into here">…</span>;
  const isNumber = cell.is === 'leaf' && (typeof cell.leaf === 'number' || typeof cell.leaf === 'bigint');
  return (
    <span class={isNumber ? 'value num' : 'value'} title={cell.text}>
      {cell.text}
    </span>
  );
}
