/** A JSON object from outside: nothing about its members is known. */
export type Fields = Record<string, unknown>;

/** Last moment of ECMAScript time (ECMA-262 section 21.4.1.1), in milliseconds either side of the epoch. */
export const MAX_TIME = 8.64e15;

/** A member of an untrusted object is missing or not what it must be. */
export class FieldError extends Error {
  readonly code: 'FIELD_INVALID' | 'FIELD_MISSING';
  constructor(
    readonly field: string,
    value: unknown,
    expected: string,
  ) {
    super(
      value === undefined
        ? `“${field}” is missing: ${expected} is expected.`
        : `“${field}” is ${brief(value)}: ${expected} is expected.`,
    );
    this.name = 'FieldError';
    this.code = value === undefined ? 'FIELD_MISSING' : 'FIELD_INVALID';
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A short, single-line rendering of any JSON value for a problem's sentence. */
export function brief(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export function textField(fields: Fields, name: string, fallback?: string): string {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'string') throw new FieldError(name, value, 'a string');
  return value;
}

export function textOrNullField(fields: Fields, name: string): string | null {
  const value = fields[name] ?? null;
  if (value !== null && typeof value !== 'string') throw new FieldError(name, value, 'a string or null');
  return value;
}

export function flagField(fields: Fields, name: string, fallback = false): boolean {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'boolean') throw new FieldError(name, value, 'true or false');
  return value;
}

/** Milliseconds since the epoch; never negative zero, which JSON can say and JSON.stringify cannot. */
export function timeField(fields: Fields, name = 'time'): number {
  const value = fields[name];
  if (!isTime(value)) throw new FieldError(name, value, 'a time in milliseconds since the epoch');
  return value + 0;
}

export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= MAX_TIME;

export function integerField(fields: Fields, name: string, least: number, most: number): number {
  const value = fields[name];
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw new FieldError(name, value, `a whole number from ${least} to ${most}`);
  return (value as number) + 0;
}

export function choiceField<T extends string>(
  fields: Fields,
  name: string,
  choices: readonly T[],
  fallback?: T,
): T {
  const value = fields[name] ?? fallback;
  if (!choices.includes(value as T)) throw new FieldError(name, value, `one of ${choices.join(', ')}`);
  return value as T;
}

export function listField(fields: Fields, name: string): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new FieldError(name, value, 'an array');
  return value;
}
