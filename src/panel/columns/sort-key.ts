import type { FrameView } from '../store/subject.ts';
import type { Column } from './column.ts';
import { jsonCell } from './json-cell.ts';

/** What a frame is sorted by; null for those without a value, which stand last. */
export type SortKey = number | string | null;

/** Payloads are sorted by so many characters of their beginning. */
const COMPARED = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function sortKeyOf(view: FrameView, { id, path }: Column): SortKey {
  if (path !== null) return jsonKey(view, path);
  switch (id) {
    case 'direction':
      return view.direction === 'sent' ? 0 : 1;
    case 'connection':
      return view.connection;
    case 'type':
      return view.isBinary ? 1 : 0;
    case 'size':
      return view.size;
    case 'name':
      return view.name || null;
    case 'data':
      return dataKey(view);
    default:
      return view.time;
  }
}

function jsonKey(view: FrameView, path: NonNullable<Column['path']>): SortKey {
  const cell = jsonCell(view, path);
  if (cell === null || cell.is === 'unknown') return null;
  if (cell.is === 'inner') return cell.text;
  return typeof cell.leaf === 'number' || typeof cell.leaf === 'bigint' ? Number(cell.leaf) : cell.text;
}

/** Bytes as the text they may be. */
function dataKey(view: FrameView): SortKey {
  const { text } = view;
  if (text === null) return null;
  const beginning = text.slice(0, COMPARED);
  // A part of a string keeps the whole of it in memory: that of a text is there anyway, one made of bytes need not be.
  return view.isBinary ? decoder.decode(encoder.encode(beginning)) : beginning;
}
