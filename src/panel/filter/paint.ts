import type { Token } from '../../filter/token.ts';

/** A stretch of the query and how it is painted. Stretches follow one another without a hole. */
export interface Stretch {
  kind: 'space' | 'operator' | 'chip';
  /** what is special about it; chips only */
  tone: '' | 'not' | 'open' | 'bad';
  parts: { text: string; isField: boolean }[];
}

/** The query as it is painted behind the caret: one chip for each term. */
export function paintQuery(query: string, tokens: readonly Token[]): Stretch[] {
  const stretches: Stretch[] = [];
  let term: number | null = null;
  for (const token of tokens) {
    const text = query.slice(token.at, token.at + token.length);
    const last = stretches.at(-1);
    if (token.term !== null && token.term === term && last) {
      last.parts.push({ text, isField: token.kind === 'field' });
      last.tone = strongest(last.tone, toneOf(token));
    } else {
      stretches.push({
        kind: token.term !== null ? 'chip' : token.kind === 'space' ? 'space' : 'operator',
        tone: toneOf(token),
        parts: [{ text, isField: token.kind === 'field' }],
      });
    }
    term = token.term;
  }
  return stretches;
}

const TONES: readonly Stretch['tone'][] = ['', 'not', 'open', 'bad'];

const strongest = (one: Stretch['tone'], other: Stretch['tone']): Stretch['tone'] =>
  TONES[Math.max(TONES.indexOf(one), TONES.indexOf(other))] ?? '';

function toneOf({ state, kind }: Token): Stretch['tone'] {
  if (state === 'wrong') return 'bad';
  if (state === 'half') return 'open';
  return kind === 'negation' ? 'not' : '';
}
