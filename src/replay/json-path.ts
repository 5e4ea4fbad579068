import type { Segment } from './json-text.ts';

/** `*` in a path: any key or index. */
const ANY = Symbol('any');

/** A path as people write it, ready to be held against the paths of leaves. */
export interface PathPattern {
  text: string;
  /** a single name: that key wherever it is, with all below it */
  anywhere: boolean;
  parts: readonly (Segment | typeof ANY)[];
}

/** Thrown by {@link parsePath}: `at` is the offset of what does not fit. */
export class PathSyntaxError extends Error {
  readonly code = 'PATH_SYNTAX';
  constructor(
    readonly text: string,
    readonly at: number,
  ) {
    super(`Not a path: ${JSON.stringify(text)} cannot be read from character ${at + 1} on.`);
    this.name = 'PathSyntaxError';
  }
}

const STEP = /\.?(\*|[^.[\]"\s*]+)|\[\s*(?:(\d+)|(\*)|("(?:[^"\\]|\\.)*"))\s*\]/y;

/**
 * Reads `data.items[0].id`, `[1]["a b"]`, `rows[*].at`. A single name such as `id` stands for that key at any
 * depth; `$.id` is the one of the root only. A path stands for all that lies below it.
 */
export function parsePath(text: string): PathPattern {
  const source = text.trim();
  const rooted = source.startsWith('$');
  const parts: (Segment | typeof ANY)[] = [];
  let isName = false;
  let at = rooted ? 1 : 0;
  while (at < source.length) {
    STEP.lastIndex = at;
    const step = STEP.exec(source);
    if (!step || (step[1] !== undefined && at > 0 && source[at] !== '.')) throw new PathSyntaxError(text, at);
    const [, name, index, any, quoted] = step;
    isName = name !== undefined && name !== '*';
    if (name === '*' || any) parts.push(ANY);
    else if (index !== undefined) parts.push(Number(index));
    else if (quoted !== undefined) parts.push(unquote(text, at, quoted));
    else parts.push(name ?? '');
    at = STEP.lastIndex;
  }
  if (parts.length === 0 && !rooted) throw new PathSyntaxError(text, 0);
  return { text: source, anywhere: isName && !rooted && parts.length === 1, parts };
}

function unquote(text: string, at: number, quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw new PathSyntaxError(text, at);
  }
}

/** Whether `path` is what `pattern` names, or lies below it. */
export function covers(pattern: PathPattern, path: readonly Segment[]): boolean {
  const { parts } = pattern;
  if (pattern.anywhere) return path.includes(parts[0] as Segment);
  if (path.length < parts.length) return false;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part !== ANY && part !== path[index] && part !== String(path[index])) return false;
  }
  return true;
}

const PLAIN_NAME = /^[^.[\]"\s*$]+$/;

/** A path as {@link parsePath} reads it: `data.items[0].id`; a lone name of the root as `$.id`. */
export function formatPath(path: readonly (Segment | typeof ANY)[]): string {
  let text = '';
  for (const segment of path) {
    if (segment === ANY) text += '[*]';
    else if (typeof segment === 'number') text += `[${segment}]`;
    else if (PLAIN_NAME.test(segment)) text += text ? `.${segment}` : segment;
    else text += `[${JSON.stringify(segment)}]`;
  }
  if (text === '') return '$';
  return path.length === 1 && text === path[0] ? `$.${text}` : text;
}

/**
 * The path that ignores a field in every frame like the one it was seen in: list indexes become any index. The
 * index of an outermost array stays, since there arrays are tuples (`["event", {…}]`).
 */
export function pathToIgnore(path: readonly Segment[]): string {
  return formatPath(path.map((segment, depth) => (depth > 0 && typeof segment === 'number' ? ANY : segment)));
}
