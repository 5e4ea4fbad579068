import { canonicalToken, stringOf } from '../../replay/json-text.ts';
import { measure, readChildren, SCALAR } from '../json/json-children.ts';
import type { Line } from './line-diff.ts';

/** Deeper documents are compared as text, for each level is a call. */
const DEEPEST = 200;

interface Member {
  key: string | number | null;
  start: number;
  end: number;
  size: number;
}

/**
 * A JSON document in lines such that documents that say the same have lines of the same keys: members by name, numbers
 * and strings in one way of writing. Digits stay exact. Null where it is nested too deep.
 *
 * @param start where the object or array begins in `text`, which must be valid JSON from there on
 */
export function jsonLines(text: string, start: number): Line[] | null {
  const lines: Line[] = [];
  const write = (member: Member, path: string, depth: number): boolean => {
    if (depth > DEEPEST) return false;
    const indent = '  '.repeat(depth);
    const name = typeof member.key === 'string' ? member.key : null;
    const put = (written: string, key = written, isNamed = true): void => {
      const label = (token: string): string => (name !== null && isNamed ? `${token}: ` : '');
      lines.push({
        text: indent + label(String(name)) + written,
        key: indent + label(name === null ? '' : canonicalToken(name)) + key,
        where: path,
      });
    };
    if (member.size === SCALAR) {
      const token = text.slice(member.start, member.end).trim();
      put(token, canonicalToken(token));
      return true;
    }
    const [open, close] = text[member.start] === '{' ? ['{', '}'] : ['[', ']'];
    if (member.size === 0) {
      put(open + close);
      return true;
    }
    put(open);
    for (const child of membersAt(text, member.start))
      if (!write(child, pathTo(path, child.key), depth + 1)) return false;
    put(close, close, false);
    return true;
  };
  return write({ key: null, start, ...measure(text, start) }, '', 0) ? lines : null;
}

function membersAt(text: string, start: number): Member[] {
  const children = readChildren(text, start);
  const members = Array.from(
    { length: children.length },
    (_, index): Member => ({
      key: children.isObject ? children.keyToken(index) : index,
      start: children.start(index),
      end: children.end(index),
      size: children.size(index),
    }),
  );
  if (!children.isObject) return members;
  const named = members.map((member) => ({ member, name: stringOf(String(member.key)) }));
  // Stable: of members of one name, which are allowed, the order stays.
  named.sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  return named.map(({ member }) => member);
}

function pathTo(path: string, key: Member['key']): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = stringOf(String(key));
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
