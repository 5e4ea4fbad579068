import type { PathStep } from '../../filter/expression.ts';
import { scanPath, writePath } from '../../filter/json-path.ts';

/** The columns every frame table has to offer; others are paths into the payload's JSON. */
export type StandardColumn = 'direction' | 'time' | 'connection' | 'type' | 'size' | 'name' | 'data';
export type ColumnId = StandardColumn | `json:${string}`;

/** A column of the frame table. */
export interface Column {
  id: ColumnId;
  title: string;
  /** what the title means, '' where it says it all */
  detail: string;
  /** of a column that shows a value of the payload; null for the others */
  path: readonly PathStep[] | null;
  /** where room is short it is left out, unless the user has asked for it */
  isOptional: boolean;
  /** the least it is dragged to, CSS pixels */
  least: number;
  /** what the style sheet gives it at least, CSS pixels */
  room: number;
}

const standard = (id: StandardColumn, title: string, more: Partial<Column> = {}): Column => ({
  id,
  title,
  detail: '',
  path: null,
  isOptional: false,
  least: 28,
  room: 38,
  ...more,
});

const DATA = standard('data', 'Data', { least: 80, room: 80 });

/** In the order in which they stand. */
export const STANDARD_COLUMNS: readonly Column[] = [
  standard('direction', 'Direction'),
  standard('time', 'Time', { detail: 'Since recording began', least: 40, room: 76 }),
  standard('connection', '#', { detail: 'Connection', isOptional: true }),
  standard('type', 'Type', { isOptional: true, room: 56 }),
  standard('size', 'Size', { detail: 'Bytes of payload', isOptional: true, room: 64 }),
  standard('name', 'Name', { least: 40, room: 96 }),
  DATA,
];

/**
 * The column for a path as people write it, with JSONPath's `$` for the root or without; behind `json:` a `$` is a name like
 * any other. Null where it cannot be read. Paths that say the same have one id.
 */
export function jsonColumn(text: string): Column | null {
  const written = text.trim().replace(/^(?:json:|\$\.|\$(?=\[|$))/, '');
  const scanned = scanPath(written, 0);
  if (!scanned.ok || scanned.value.path.length === 0 || scanned.value.end < written.length) return null;
  const { path } = scanned.value;
  const title = writePath(path);
  return {
    id: `json:${title}`,
    title,
    detail: `${title} in the payload’s JSON`,
    path,
    isOptional: false,
    least: 40,
    room: 64,
  };
}

/** All columns in the order in which they stand: the user's own, by their titles, before the data. */
export function allColumns(paths: readonly string[]): Column[] {
  const own = paths.map((path) => jsonColumn(`json:${path}`)).filter((column) => column !== null);
  return [...STANDARD_COLUMNS.filter((column) => column !== DATA), ...own, DATA];
}
