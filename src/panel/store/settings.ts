import { type Signal, signal } from '@preact/signals';
import { type ColumnChoice, isColumnChoice, NO_CHOICE } from '../columns/column-choice.ts';
import type { Measure } from '../timeline/measure.ts';

/** What the panel remembers from one DevTools session to the next. */
export interface Settings {
  preserveLog: Signal<boolean>;
  /** sizes the user dragged parts of the panel to, CSS pixels; 0 where the layout decides */
  connectionsWidth: Signal<number>;
  detailsWidth: Signal<number>;
  detailsHeight: Signal<number>;
  /** the user has seen traffic recorded: no more introduction */
  introduced: Signal<boolean>;
  timelineMeasure: Signal<Measure>;
  /** payloads past this leave memory for the disk, in MiB */
  memoryBudget: Signal<number>;
  /** filters the user has used, the latest first, and those to be kept */
  usedFilters: Signal<string[]>;
  savedFilters: Signal<string[]>;
  /** what the user has made of the frame table's columns */
  columns: Signal<ColumnChoice>;
  /** whether payloads that are text are wrapped */
  wrapsText: Signal<boolean>;
}

/** The memory that payloads take unless the user says otherwise, in MiB; less than {@link LEAST_BUDGET} is not asked for. */
export const DEFAULT_BUDGET = 512;
export const LEAST_BUDGET = 1;

/** A place for small strings; `localStorage` in the extension's own origin. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export function createSettings(storage: Storage): Settings {
  return {
    preserveLog: remembered(storage, 'preserveLog', false),
    connectionsWidth: remembered(storage, 'connectionsWidth', 0),
    detailsWidth: remembered(storage, 'detailsWidth', 0),
    detailsHeight: remembered(storage, 'detailsHeight', 0),
    memoryBudget: remembered(storage, 'memoryBudget', DEFAULT_BUDGET, isBudget),
    introduced: remembered(storage, 'introduced', false),
    timelineMeasure: remembered(storage, 'timelineMeasure', 'frames' as Measure, isMeasure),
    usedFilters: remembered(storage, 'usedFilters', [] as string[], isTexts),
    savedFilters: remembered(storage, 'savedFilters', [] as string[], isTexts),
    columns: remembered(storage, 'columns', NO_CHOICE, isColumnChoice),
    wrapsText: remembered(storage, 'wrapsText', true),
  };
}

const isMeasure = (value: unknown): boolean => value === 'frames' || value === 'bytes';
const isBudget = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= LEAST_BUDGET;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** @param isFit whether what is stored is of the kind that is wanted */
function remembered<Value>(
  storage: Storage,
  name: string,
  initial: Value,
  isFit: (value: unknown) => boolean = (value) => typeof value === typeof initial,
): Signal<Value> {
  const key = `framereel.${name}`;
  const value = signal(read(storage, key, initial, isFit));
  value.subscribe((current) => {
    storage.setItem(key, JSON.stringify(current));
  });
  return value;
}

function read<Value>(
  storage: Storage,
  key: string,
  initial: Value,
  isFit: (value: unknown) => boolean,
): Value {
  try {
    const text = storage.getItem(key);
    const value: unknown = text === null ? initial : JSON.parse(text);
    return isFit(value) ? (value as Value) : initial;
  } catch {
    return initial;
  }
}
