import type { Interval, NumberKey } from './expression.ts';
import { fieldOf, type NumberField } from './fields.ts';
import { bad, type FilterProblem, good, half, type Outcome } from './problem.ts';

const COMPARISON = /^(?:>=|<=|>|<|=)/;
const AMOUNT = /^(-?(?:\d+(?:\.\d*)?|\.\d+))([a-z]*)$/i;
const UNIT = /[a-z]$/i;
const CLOCK = /^(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)$/;
/** `1,204`, and not the end of `0.5,100` or a part of `5,100,20`. */
const THOUSANDS = /(?<![\d,]|\d\.)\d{1,3}(?:,\d{3})+(?![\d,])/;
const AMOUNT_BEGUN = /^(?:-?\d*\.?\d*|(?:\d+:)?\d+:\d*\.?)$/;

/**
 * Reads what stands behind `size:`, `time:` or `conn:`: amounts with units, `>` `>=` `<` `<=` `=`, ranges
 * `1k..2k` open at either end, several with commas between. `at` is where `text` stands in the query.
 */
export function readQuantities(field: NumberField, text: string, at: number): Outcome<Interval[]> {
  const ranges: Interval[] = [];
  let start = at;
  for (const part of text.split(',')) {
    const range = readRange(field, part, start);
    if (!range.ok) return range;
    ranges.push(range.value);
    start += part.length + 1;
  }
  return good(ranges);
}

/** A hint where a size at `at` has commas in it as people write them, and as the panel does; null where it has none. */
export function severalSizes(text: string, at: number): FilterProblem | null {
  const found = THOUSANDS.exec(text);
  if (!found) return null;
  const [number] = found;
  return {
    code: 'several-numbers',
    at: at + found.index,
    length: number.length,
    message: `“${number}” is read as several sizes; write ${number.replaceAll(',', '')} for one.`,
  };
}

function readRange(field: NumberField, text: string, at: number): Outcome<Interval> {
  const operator = COMPARISON.exec(text)?.[0] ?? '';
  const dots = text.indexOf('..');
  if (operator === '' && dots >= 0) return readEnds(field, text, at, dots);
  const amount = readAmount(field, text.slice(operator.length), at + operator.length);
  if (!amount.ok) return amount;
  const { value } = amount;
  const open = operator === '<' || operator === '>';
  return good({
    from: operator.startsWith('<') ? null : value,
    to: operator.startsWith('>') ? null : value,
    fromOpen: open,
    toOpen: open,
  });
}

function readEnds(field: NumberField, text: string, at: number, dots: number): Outcome<Interval> {
  const [low, high] = [text.slice(0, dots), text.slice(dots + 2)];
  if (low === '' && high === '')
    return half('bad-number', { at, length: text.length }, 'A range needs a number on one side of its dots.');
  const from = low === '' ? good(null) : readAmount(field, low, at);
  if (!from.ok) return from.half ? { ...from, half: false } : from;
  const to = high === '' ? good(null) : readAmount(field, high, at + dots + 2);
  if (!to.ok) return to;
  if (from.value !== null && to.value !== null && from.value > to.value) {
    const message = `This range is empty: ${low} is more than ${high}.`;
    // `1k..2` is on its way to `1k..2k`.
    const begun = UNIT.test(low) && !UNIT.test(high);
    return (begun ? half : bad)('bad-number', { at, length: text.length }, message);
  }
  return good({ from: from.value, to: to.value, fromOpen: false, toOpen: false });
}

function readAmount(field: NumberField, text: string, at: number): Outcome<number> {
  const span = { at, length: Math.max(1, text.length) };
  if (text === '') return half('bad-number', span, `A number is missing, for example ${example(field)}.`);
  const clock = field.key === 'time' ? CLOCK.exec(text) : null;
  if (clock) {
    const [hours, minutes, seconds] = [Number(clock[1] ?? 0), Number(clock[2]), Number(clock[3])];
    return good(exact((hours * 60 + minutes) * 60_000 + seconds * 1000));
  }
  const match = AMOUNT.exec(text);
  if (!match) {
    const message = `“${text}” is not a number that ${field.key}: takes; write for example ${example(field)}.`;
    return AMOUNT_BEGUN.test(text) ? half('bad-number', span, message) : bad('bad-number', span, message);
  }
  const unit = (match[2] ?? '').toLowerCase();
  const scale = Object.hasOwn(field.units, unit) ? field.units[unit] : undefined;
  if (scale === undefined)
    return unknownUnit(field, unit, { at: at + text.length - unit.length, length: unit.length });
  const value = exact(Number(match[1]) * scale);
  if (field.key === 'conn' && (value < 1 || !Number.isInteger(value)))
    return bad('bad-number', span, 'Connections are counted 1, 2, 3 and so on.');
  if (field.key === 'size' && value < 0)
    return bad('bad-number', span, 'No payload is smaller than 0 bytes.');
  return good(field.key === 'size' ? Math.round(value) : value);
}

function unknownUnit(field: NumberField, unit: string, span: { at: number; length: number }): Outcome<never> {
  const units = Object.keys(field.units).filter((name) => name !== '');
  if (units.length === 0)
    return bad('bad-number', span, `${field.key}: takes plain numbers, without “${unit}”.`);
  const message = `“${unit}” is no unit of ${field.key}:; it takes ${units.join(', ')}.`;
  return units.some((name) => name.startsWith(unit))
    ? half('bad-number', span, message)
    : bad('bad-number', span, message);
}

const example = (field: NumberField): string => field.examples[0]?.term ?? field.key;

/**
 * Undoes what scaling a decimal fraction does to it: 1.001 s are 1001 ms, not 1000.9999999999999. The result
 * is a number that JSON can write: no -0 and no infinity.
 */
const exact = (value: number): number => Math.min(Number(value.toFixed(6)), Number.MAX_VALUE) + 0;

/** `value` bytes, milliseconds or connection number as {@link readQuantities} reads it back, to a nanosecond. */
export function writeQuantity(key: NumberKey, value: number): string {
  if (key !== 'time') return String(Math.round(value));
  const seconds = `${exact(value / 1000)}s`;
  const field = fieldOf('time');
  const read = field?.kind === 'number' ? readAmount(field, seconds, 0) : null;
  if (value >= 1000 && read?.ok && read.value === value) return seconds;
  return `${exact(value)}ms`;
}
