import type { PathStep } from './expression.ts';
import { bad, good, half, type Outcome } from './problem.ts';
import { quote, scanQuoted } from './scan.ts';

export interface ScannedPath {
  path: PathStep[];
  end: number;
}

const NAME = /(?:(?!!=)[^\s.[\]=<>~"()])+/y;
const INDEX = /\[(\d{1,9}|\*)\]/y;
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$@-]*$/u;

/**
 * Reads a path from `at` up to its comparison or the end of the term: names joined by dots, `[0]`, `["a b"]`,
 * and `*` or `[*]` for any member or place. An empty path is the whole payload.
 */
export function scanPath(query: string, at: number): Outcome<ScannedPath> {
  const path: PathStep[] = [];
  let index = at;
  for (;;) {
    const char = query.charAt(index);
    if (char === '[') {
      const step = scanBracket(query, index);
      if (!step.ok) return step;
      path.push(step.value.step);
      index = step.value.end;
    } else if (char === '.' ? path.length > 0 : path.length === 0) {
      const start = char === '.' ? index + 1 : index;
      NAME.lastIndex = start;
      const name = NAME.exec(query)?.[0];
      if (name === undefined && path.length === 0) break;
      if (name === undefined) return noName(query, at, start);
      path.push(name === '*' ? { to: 'any' } : { to: 'name', name });
      index = start + name.length;
    } else break;
  }
  return good({ path, end: index });
}

function noName(query: string, from: number, at: number): Outcome<never> {
  const message = `A field name is missing after “${query.slice(from, at)}”.`;
  const next = query.charAt(at);
  const quoted = next === '"' ? ' Write a name in quotes as ["…"].' : '';
  const span = { at, length: 1 };
  return next === '' || /\s/.test(next)
    ? half('bad-path', span, message)
    : bad('bad-path', span, message + quoted);
}

function scanBracket(query: string, at: number): Outcome<{ step: PathStep; end: number }> {
  if (query.charAt(at + 1) === '"') {
    const name = scanQuoted(query, at + 1);
    if (name.closed && query.charAt(name.end) === ']')
      return good({ step: { to: 'name', name: name.text }, end: name.end + 1 });
    return (name.end === query.length ? half : bad)(
      'bad-path',
      { at, length: name.end - at },
      'This name is not closed: write ["…"].',
    );
  }
  INDEX.lastIndex = at;
  const place = INDEX.exec(query);
  if (place) {
    const step: PathStep = place[1] === '*' ? { to: 'any' } : { to: 'index', index: Number(place[1]) };
    return good({ step, end: INDEX.lastIndex });
  }
  const begun = /^\[(?:\d*|\*)$/.test(query.slice(at));
  return (begun ? half : bad)(
    'bad-path',
    { at, length: 1 },
    'Between [ and ] stands a place from 0, a name in quotes, or *.',
  );
}

/** `path` as {@link scanPath} reads it back. */
export function writePath(path: readonly PathStep[]): string {
  let text = '';
  for (const step of path) {
    if (step.to === 'index') text += `[${step.index}]`;
    else if (step.to === 'any') text += text === '' ? '*' : '.*';
    else if (PLAIN_NAME.test(step.name)) text += text === '' ? step.name : `.${step.name}`;
    else text += `[${quote(step.name)}]`;
  }
  return text;
}
