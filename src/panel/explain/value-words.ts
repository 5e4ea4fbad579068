import type { Use } from '../../replay/propose.ts';
import type { Origin } from '../../replay/variables.ts';
import { formatCount } from '../format/count.ts';

/** So many places are named. */
const NAMED_PLACES = 3;

/** Where a value is taken from, in a few words. */
export function originWords(origin: Origin): string {
  switch (origin.in) {
    case 'reply': {
      const { select, nth } = origin;
      const which =
        nth === null ? 'latest reply' : nth === 1 ? 'first reply' : `reply ${formatCount(nth)} of its kind`;
      return `${which}: ${select.by === 'json' ? select.path : `/${select.pattern}/`}`;
    }
    case 'url':
      return `URL: ${origin.parameter}`;
    case 'protocol':
      return 'subprotocol';
    case 'given':
      return 'asked before it starts';
  }
}

/** Where a value is put, in a few words. */
export function usesWords(uses: readonly Use[]): string {
  if (uses.length === 0) return `where \${…} says so`;
  const steps = [...new Set(uses.flatMap(({ step }) => (step === null ? [] : [step + 1])))];
  const named = steps.slice(0, NAMED_PLACES).map(formatCount).join(', ');
  const more = steps.length - NAMED_PLACES;
  const frames =
    steps.length > 0
      ? [
          `${steps.length === 1 ? 'frame' : 'frames'} ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`,
        ]
      : [];
  return [...(uses.some(({ step }) => step === null) ? ['URL'] : []), ...frames].join(', ');
}
