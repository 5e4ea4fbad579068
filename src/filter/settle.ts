import { type Parsed, parse, type Token } from './parse.ts';

/** {@link settled}, in parentheses where a term beside it would join only its last alternative. */
export function joinable(query: string): string {
  const text = settled(query);
  return hasAlternatives(text, parse(text)) ? `(${text})` : text;
}

/** Whether `OR` stands outside of all groups. */
export function hasAlternatives(query: string, { tokens }: Parsed): boolean {
  let depth = 0;
  for (const token of tokens) {
    const text = query.slice(token.at, token.at + token.length);
    if (token.kind === 'group' && token.state === 'good') depth += text === '(' ? 1 : -1;
    if (token.kind === 'operator' && text === 'OR' && depth === 0) return true;
  }
  return false;
}

/** The query with its half-typed end taken off, open quotes and groups closed, and what closes nothing left out. */
export function settled(query: string): string {
  const { tokens, errors } = parse(query);
  // A space, for what stands around a stray `)` must not grow together.
  const kept = tokens.map((token) => (isStray(query, token) ? { ...token, kind: 'space' as const } : token));
  let last = kept.at(-1);
  while (last && isLoose(query, last)) {
    kept.pop();
    last = kept.at(-1);
  }
  let text = kept
    .map(({ kind, at, length }) => (kind === 'space' ? ' ' : query.slice(at, at + length)))
    .join('');
  if (last && errors.some(({ code, at }) => code === 'unclosed-quote' && at >= last.at))
    text = closeQuote(text);
  let depth = 0;
  for (const { kind, state, at } of kept)
    if (kind === 'group' && state === 'good') depth += query.charAt(at) === '(' ? 1 : -1;
  return (text + ')'.repeat(depth)).trimStart();
}

const isStray = (query: string, { kind, state, at }: Token): boolean =>
  kind === 'group' && state === 'wrong' && query.charAt(at) === ')';

/** What says nothing at the end of a query, but would with something behind it. */
function isLoose(query: string, { kind, state, term, at }: Token): boolean {
  if (kind === 'space' || state === 'half') return true;
  if (kind === 'group') return query.charAt(at) === '(';
  return (kind === 'negation' && term === null) || kind === 'operator';
}

/** A backslash before the missing quote would escape it. */
const closeQuote = (text: string): string =>
  /(?:^|[^\\])(?:\\\\)*\\$/.test(text) ? `${text}\\"` : `${text}"`;
