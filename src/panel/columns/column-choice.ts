import { allColumns, type Column, type ColumnId } from './column.ts';

/** What the user has made of the frame table's columns. */
export interface ColumnChoice {
  /** by id: what was shown or hidden by hand */
  shown: Readonly<Record<string, boolean>>;
  /** by id: what was dragged, CSS pixels */
  widths: Readonly<Record<string, number>>;
  /** the user's own columns, as paths into JSON */
  paths: readonly string[];
}

export const NO_CHOICE: ColumnChoice = { shown: {}, widths: {}, paths: [] };

/** Whether what was stored is a choice: another version may have written it. */
export function isColumnChoice(value: unknown): value is ColumnChoice {
  if (!isRecord(value)) return false;
  const { shown, widths, paths } = value;
  return (
    isRecord(shown) &&
    Object.values(shown).every((one) => typeof one === 'boolean') &&
    isRecord(widths) &&
    Object.values(widths).every((one) => Number.isFinite(one)) &&
    Array.isArray(paths) &&
    paths.every((one) => typeof one === 'string')
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isShown = ({ shown }: ColumnChoice, id: ColumnId): boolean => shown[id] ?? true;

export const shownColumns = (choice: ColumnChoice): Column[] =>
  allColumns(choice.paths).filter(({ id }) => isShown(choice, id));

/** Columns that are left out where room is short: the user has not said that they are wanted. */
export const leftOut = (choice: ColumnChoice): ColumnId[] =>
  shownColumns(choice)
    .filter(({ id, isOptional }) => isOptional && choice.shown[id] === undefined)
    .map(({ id }) => id);

/** How a row is divided: a grid template, and the width, CSS pixels, below which the table is scrolled sideways. */
export interface Division {
  template: string;
  least: number;
}

/**
 * Widths the user has not set are left to the style sheet: `--w-time`, `--w-json` and so on. What stands last takes
 * the room that is left.
 */
export function divide(choice: ColumnChoice, isNarrow: boolean): Division {
  const without = isNarrow ? leftOut(choice) : [];
  const columns = shownColumns(choice).filter(({ id }) => !without.includes(id));
  const isFree = columns.every(({ id, path }) => choice.widths[id] === undefined && path === null);
  const template = columns.map((column, index) =>
    index === columns.length - 1 ? `minmax(${isFree ? 0 : column.least}px, 1fr)` : widthOf(column, choice),
  );
  const least = columns.reduce((sum, { id, room }) => sum + (choice.widths[id] ?? room), 0);
  return { template: template.join(' '), least: isFree ? 0 : least };
}

function widthOf({ id, path, least }: Column, { widths }: ColumnChoice): string {
  const width = widths[id];
  if (width !== undefined) return `${Math.max(least, width)}px`;
  return `var(--w-${path === null ? id : 'json'})`;
}
