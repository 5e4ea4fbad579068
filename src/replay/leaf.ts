import { covers, type PathPattern } from './json-path.ts';
import { findJson, type JsonPart, type Segment, tokenText, walkJson } from './json-text.ts';

/** A value in the JSON of a text frame. */
export interface Leaf {
  path: Segment[];
  /** offsets of its token in the frame's text, quotes included */
  start: number;
  end: number;
  /** the value as text: a string without its quotes, anything else as written */
  text: string;
  isString: boolean;
}

/** All values of the JSON that a text frame carries, in document order; null where it carries none. */
export function leavesOf(text: string): Leaf[] | null {
  const json: JsonPart | null = findJson(text);
  if (!json) return null;
  const leaves: Leaf[] = [];
  const walked = walkJson(text, json, (path, start, end) => {
    const token = text.slice(start, end);
    leaves.push({ path: [...path], start, end, text: tokenText(token), isString: token[0] === '"' });
  });
  return walked ? leaves : null;
}

/** The first value at or below the path; null where there is none, or no JSON. */
export function leafAt(text: string, pattern: PathPattern): Leaf | null {
  return leavesOf(text)?.find((leaf) => covers(pattern, leaf.path)) ?? null;
}
