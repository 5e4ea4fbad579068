import { formatPath, pathToIgnore } from './json-path.ts';
import { canonicalToken, findJson, type JsonPart, type Segment, walkJson } from './json-text.ts';
import { type Mask, NO_MASK } from './mask.ts';

/** One field that is not the same in two frames. */
export interface Difference {
  /** as `parsePath` reads it; {@link PREFIX_PATH} for what stands before the JSON */
  path: string;
  /** the path a click on 'Ignore' adds, '' where it cannot be ignored by path */
  ignore: string;
  /** the JSON text of the value as recorded, null where the field is absent */
  recorded: string | null;
  /** the JSON text of the value as it came now, null where the field is absent */
  fresh: string | null;
  /** the user said that it does not count */
  ignored: boolean;
}

export const PREFIX_PATH = '(before the JSON)';

interface Leaf {
  path: Segment[];
  token: string;
}

/**
 * Field by field differences of two text frames in the order of the recorded one, then what is new; values that
 * only look different (`1.0` and `1`, another order of keys) are the same. Null where one of the two holds no
 * JSON document.
 */
export function compareJson(recorded: string, fresh: string, mask: Mask = NO_MASK): Difference[] | null {
  const old = readLeaves(recorded);
  const now = old && readLeaves(fresh);
  if (!old || !now) return null;
  const differences: Difference[] = [];
  if (old.prefix !== now.prefix)
    differences.push({
      path: PREFIX_PATH,
      ignore: '',
      recorded: old.prefix,
      fresh: now.prefix,
      ignored: false,
    });
  const add = (path: Segment[], before: string | null, after: string | null): void => {
    differences.push({
      path: formatPath(path),
      ignore: pathToIgnore(path),
      recorded: before,
      fresh: after,
      ignored: mask.hides(path),
    });
  };
  for (const [key, leaf] of old.leaves) {
    const other = now.leaves.get(key);
    if (!other) add(leaf.path, leaf.token, null);
    else if (canonicalToken(leaf.token) !== canonicalToken(other.token))
      add(leaf.path, leaf.token, other.token);
  }
  for (const [key, leaf] of now.leaves) if (!old.leaves.has(key)) add(leaf.path, null, leaf.token);
  return differences;
}

function readLeaves(text: string): { prefix: string; leaves: Map<string, Leaf> } | null {
  const json: JsonPart | null = findJson(text);
  if (!json) return null;
  const leaves = new Map<string, Leaf>();
  const walked = walkJson(text, json, (path, start, end) => {
    const key = path
      .map((segment) => (typeof segment === 'number' ? `#${segment}` : `.${segment}`))
      .join('\0');
    leaves.set(key, { path: [...path], token: text.slice(start, end) });
  });
  return walked ? { prefix: text.slice(0, json.start).trim(), leaves } : null;
}
