import type { Comparison, JsonTest, Pattern, TermBody } from './expression.ts';
import {
  type ChoiceField,
  FIELDS,
  type Field,
  fieldLike,
  fieldOf,
  type JsonField,
  type LabelField,
} from './fields.ts';
import { scanPath } from './json-path.ts';
import { bad, type FilterProblem, good, half, type Outcome } from './problem.ts';
import { readQuantities, severalSizes } from './quantity.ts';
import { type RegexLiteral, scanQuoted, scanRegex, scanWord } from './scan.ts';
import type { TokenKind } from './token.ts';

/** One term without its negation, as it stands in the query from `at` to `end`. */
export interface TermReading {
  end: number;
  outcome: Outcome<TermBody>;
  /** kinds of its tokens and where each ends */
  parts: { kind: TokenKind; end: number }[];
  /** an error that leaves the term readable */
  error?: FilterProblem;
  hint?: FilterProblem;
}

type Value =
  | { how: 'bare'; text: string; from: number; end: number }
  | { how: 'quoted'; text: string; from: number; end: number; closed: boolean }
  | { how: 'regex'; from: number; end: number; source: string; flags: string };

const KEY = /([a-z][\w-]*):/iy;
const OPERATOR = /!=|<=|>=|==?|<|>|~/y;
const LONE_OPERATOR = /\s+(![=~]|<=|>=|==?|<|>|~)\s*/y;
const END_OF_TERM = /[\s)]|$/y;
const LOOKS_LIKE_REGEX = /^\/(?:.*[|\\^$*[].*|.+\/[a-z])$/;

/** Reads the term that begins at `at`, where neither white space, `-` nor a parenthesis stands. Never throws. */
export function readTerm(query: string, at: number): TermReading {
  KEY.lastIndex = at;
  const key = KEY.exec(query)?.[1];
  if (key === undefined) return readPlain(query, at);
  const field = fieldOf(key);
  if (!field) return readUnknown(query, at, key);
  const colon = at + key.length + 1;
  const reading = field.kind === 'json' ? readJson(field, query, colon) : readField(field, query, colon);
  reading.parts.unshift({ kind: 'field', end: colon });
  return reading;
}

function readPlain(query: string, at: number): TermReading {
  const value = readValue(query, at, true);
  const pattern = patternOf(value);
  const kind = value.how === 'regex' ? 'regex' : value.how === 'quoted' ? 'phrase' : 'text';
  const empty = value.how === 'quoted' && value.text === '';
  const reading: TermReading = {
    end: value.end,
    outcome: empty
      ? half('missing-value', spanOf(value), 'Nothing stands between these quotes.')
      : pattern.ok
        ? good({ is: 'text', pattern: pattern.value })
        : pattern,
    parts: [{ kind, end: value.end }],
  };
  remark(reading, value, true);
  return reading;
}

/** A word with a colon that is no field stays text as it stands: addresses and pasted code are full of them. */
function readUnknown(query: string, at: number, key: string): TermReading {
  const behind = at + key.length + 1;
  const quoted = query.charAt(behind) === '"' ? scanQuoted(query, behind) : null;
  const end = quoted?.closed ? quoted.end : scanWord(query, at);
  const text = query.slice(at, end);
  const reading: TermReading = {
    end,
    outcome: good({ is: 'text', pattern: { how: 'contains', text } }),
    parts: [{ kind: 'text', end }],
  };
  if (query.startsWith('//', behind)) return reading;
  const like = fieldLike(key);
  const advice = like
    ? `Did you mean ${like.key}:?`
    : `Fields are ${FIELDS.map((field) => field.key).join(', ')}.`;
  reading.hint = {
    code: 'unknown-field',
    at,
    length: key.length + 1,
    message: `“${key}:” is not a field, so “${text}” is searched as text. ${advice}`,
  };
  return reading;
}

function readField(field: Exclude<Field, { kind: 'json' }>, query: string, at: number): TermReading {
  const exact = field.kind === 'label' && query.charAt(at) === '=';
  const value = readValue(query, exact ? at + 1 : at, field.kind === 'label' && !exact);
  const kind = value.how === 'regex' ? 'regex' : 'value';
  const parts = [{ kind, end: value.end } satisfies TermReading['parts'][number]];
  const reading: TermReading = { end: value.end, outcome: bodyOf(field, value, exact), parts };
  if (exact) reading.parts.unshift({ kind: 'comparison', end: at + 1 });
  remark(reading, value, field.kind === 'label' && !exact);
  const thousands = field.key === 'size' ? severalSizes(query.slice(at, value.end), at) : null;
  if (thousands) reading.hint = thousands;
  return reading;
}

function bodyOf(field: Exclude<Field, { kind: 'json' }>, value: Value, exact: boolean): Outcome<TermBody> {
  if (field.kind === 'label') return labelOf(field, value, exact);
  const text = value.how === 'regex' ? '' : value.text;
  if (text === '') return missingValue(field, value);
  if (field.kind === 'choice') return choiceOf(field, text, value);
  const ranges = readQuantities(field, text, value.how === 'quoted' ? value.from + 1 : value.from);
  return ranges.ok ? good({ is: 'number', field: field.key, ranges: ranges.value }) : ranges;
}

/** Empty quotes ask for the empty string: `protocol:""` is a connection without subprotocol. */
function labelOf(field: LabelField, value: Value, exact: boolean): Outcome<TermBody> {
  const empty = value.how !== 'regex' && value.text === '';
  if (empty && !(value.how === 'quoted' && value.closed)) return missingValue(field, value);
  const pattern = patternOf(value);
  if (!pattern.ok) return pattern;
  if (value.how !== 'regex' && (exact || empty))
    return good({ is: 'label', field: field.key, pattern: { how: 'equals', text: value.text } });
  return good({ is: 'label', field: field.key, pattern: pattern.value });
}

function choiceOf(field: ChoiceField, text: string, value: Value): Outcome<TermBody> {
  const word = text.toLowerCase();
  const known = field.values.find((candidate) => candidate.text === word);
  if (known) return good({ ...known.choice });
  const values = field.values.map((candidate) => candidate.text).join(', ');
  const begun = field.values.some((candidate) => candidate.text.startsWith(word));
  const message = `${field.key}: takes ${values}, not “${text}”.`;
  return (begun ? half : bad)('unknown-value', spanOf(value), message);
}

function readJson(field: JsonField, query: string, at: number): TermReading {
  const scanned = scanPath(query, at);
  if (!scanned.ok) return brokenPath(query, at, scanned);
  const { path, end } = scanned.value;
  const parts: TermReading['parts'] = path.length ? [{ kind: 'path', end }] : [];
  OPERATOR.lastIndex = end;
  const operator = OPERATOR.exec(query)?.[0];
  if (operator === undefined) {
    END_OF_TERM.lastIndex = end;
    if (!END_OF_TERM.test(query)) return brokenPath(query, at, unexpected(query, end));
    if (query.charAt(end - 1) === '!') return { end, outcome: unfinished(end - 1), parts };
    if (path.length === 0) return { end, outcome: missingValue(field, { from: at, end }), parts };
    const apart = readApart(query, at, end);
    if (apart) return { ...apart, parts: [...parts, ...apart.parts] };
    return { end, outcome: good({ is: 'json', path, test: { how: 'exists' } }), parts };
  }
  const takesRegex = operator === '~' || operator === '=' || operator === '==';
  const value = readValue(query, end + operator.length, takesRegex);
  const test = testOf(operator, value);
  parts.push({ kind: 'comparison', end: end + operator.length });
  parts.push({ kind: value.how === 'regex' ? 'regex' : 'value', end: value.end });
  const reading: TermReading = {
    end: value.end,
    outcome: test.ok ? good({ is: 'json', path, test: test.value }) : test,
    parts,
  };
  // A part of the name, which nobody means who writes it here.
  if (query.charAt(end - 1) === '!')
    reading.outcome = noSuchNot(query.slice(at, end - 1), end - 1, `!${operator}`);
  remark(reading, value, takesRegex);
  return reading;
}

function testOf(operator: string, value: Value): Outcome<JsonTest> {
  if (value.how === 'regex') {
    const { source, flags } = value;
    const pattern = patternOf(value);
    return pattern.ok ? good({ how: 'regex', source, flags }) : pattern;
  }
  const quoted = value.how === 'quoted';
  const emptyString = quoted && value.closed && operator !== '~';
  if (value.text === '' && !emptyString) {
    const span = { at: value.from - operator.length, length: value.end - value.from + operator.length };
    return half('missing-value', span, `A value is missing after “${operator}”.`);
  }
  if (operator === '~') return good({ how: 'contains', text: value.text });
  const comparison = (operator === '==' ? '=' : operator) as Comparison;
  return good({ how: 'compare', operator: comparison, value: { text: value.text, quoted } });
}

function unexpected(query: string, at: number): Outcome<never> {
  const char = query.charAt(at);
  const message =
    char === '"'
      ? 'Write a name in quotes as ["…"].'
      : `“${char}” cannot stand here: a path goes on with . or [ and ends with a comparison or a space.`;
  return bad('bad-path', { at, length: 1 }, message);
}

/**
 * A comparison with space before it, and its value: they are part of the slip, not words to be searched for. Null where no
 * comparison follows the path that ends at `end`.
 */
function readApart(query: string, at: number, end: number): TermReading | null {
  LONE_OPERATOR.lastIndex = end;
  const operator = LONE_OPERATOR.exec(query)?.[1];
  if (operator === undefined) return null;
  const place = query.indexOf(operator, end);
  const value = readValue(query, LONE_OPERATOR.lastIndex, true);
  const behind = place + operator.length;
  const parts: TermReading['parts'] = [{ kind: 'comparison', end: behind }];
  if (value.end > value.from) parts.push({ kind: value.how === 'regex' ? 'regex' : 'value', end: value.end });
  const name = query.slice(at, end);
  const message = `A ${operator} must touch its path, as in json:${name}${operator}…; put it in quotes to search for it.`;
  return {
    end: value.end > value.from ? value.end : behind,
    outcome:
      operator === '!~'
        ? noSuchNot(name, place, operator)
        : bad('lone-comparison', { at: place, length: operator.length }, message),
    parts,
  };
}

function noSuchNot(name: string, at: number, operator: string): Outcome<never> {
  const message = `There is no “${operator}”: write -json:${name}${operator.slice(1)}… for not.`;
  return bad('bad-path', { at, length: operator.length }, message);
}

const unfinished = (at: number): Outcome<never> =>
  half('bad-path', { at, length: 1 }, 'Write != and the value that it must not be.');

/** Takes the rest of the word along, and what stands in quotes in it, so that one slip is one error. */
function brokenPath(query: string, at: number, outcome: Outcome<never>): TermReading {
  let [from, end] = [at, scanWord(query, at)];
  for (let open = query.indexOf('"', from); open >= 0 && open < end; open = query.indexOf('"', from)) {
    from = scanQuoted(query, open).end;
    if (from > end) end = scanWord(query, from);
  }
  return { end, outcome, parts: [{ kind: 'path', end }] };
}

function readValue(query: string, at: number, allowRegex: boolean): Value {
  const char = query.charAt(at);
  if (char === '"') return { how: 'quoted', from: at, ...scanQuoted(query, at) };
  const regex: RegexLiteral | null = allowRegex && char === '/' ? scanRegex(query, at) : null;
  if (regex) return { how: 'regex', from: at, ...regex };
  const end = scanWord(query, at);
  return { how: 'bare', text: query.slice(at, end), from: at, end };
}

function patternOf(value: Value): Outcome<Pattern> {
  if (value.how !== 'regex') return good({ how: 'contains', text: value.text });
  const { source, flags } = value;
  try {
    new RegExp(source, flags);
    return good({ how: 'regex', source, flags });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const reason = said.split(`/${flags}: `).pop() ?? said;
    return bad('bad-regex', spanOf(value), `This regular expression cannot be read: ${reason}.`);
  }
}

function remark(reading: TermReading, value: Value, takesRegex: boolean): void {
  if (value.how === 'quoted' && !value.closed && value.text !== '')
    reading.error = {
      code: 'unclosed-quote',
      at: value.from,
      length: 1,
      message: 'This quote is not closed; all up to the end is taken into it.',
    };
  else if (value.how === 'bare' && takesRegex && LOOKS_LIKE_REGEX.test(value.text))
    reading.hint = {
      code: 'not-a-regex',
      ...spanOf(value),
      message:
        'Searched as text: a regular expression stands between slashes, with nothing but its flags behind them.',
    };
}

/** Marks the whole term: where the value should stand there is nothing to underline. */
function missingValue(field: Field, value: { from: number; end: number }): Outcome<never> {
  const at = value.from - field.key.length - 1;
  const message = `${field.key}: needs a value, for example ${field.examples[0]?.term}.`;
  return half('missing-value', { at, length: value.end - at }, message);
}

const spanOf = (value: Value) => ({ at: value.from, length: value.end - value.from });
