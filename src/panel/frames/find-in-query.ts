import { type Expression, type Pattern, termsOf } from '../../filter/expression.ts';
import { regexRisk } from '../../filter/regex-risk.ts';
import type { Find } from '../format/preview.ts';

/** Only so many characters of a payload are searched for what to highlight. */
const FIND_LIMIT = 100_000;

/** The texts a query asks for as regular expressions; those left out that could take for ever. */
export const searchesIn = (expression: Expression | null): RegExp[] =>
  termsOf(expression)
    .filter((term) => term.is === 'text')
    .map(({ pattern }) => regexOf(pattern))
    .filter((regex) => regex !== null);

/** Finds the first of the texts that a query asks for; null where it asks for none. */
export function findInQuery(expression: Expression | null): Find | null {
  const searches = searchesIn(expression);
  if (searches.length === 0) return null;
  return (text) => {
    const searched = text.slice(0, FIND_LIMIT);
    let first: { at: number; length: number } | null = null;
    for (const regex of searches) {
      const found = regex.exec(searched);
      if (found && found[0] !== '' && (first === null || found.index < first.at))
        first = { at: found.index, length: found[0].length };
    }
    return first;
  };
}

/** null where searching could take for ever: the match is then not highlighted. */
function regexOf(pattern: Pattern): RegExp | null {
  if (pattern.how !== 'regex')
    return new RegExp(
      pattern.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
      pattern.how === 'contains' ? 'iu' : 'u',
    );
  if (regexRisk(pattern.source) === 'risky') return null;
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
}
