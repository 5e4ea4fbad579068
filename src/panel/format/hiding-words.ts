import type { HidingRules } from '../hiding/hiding-form.ts';
import { counted } from './count.ts';

/** What is hidden, in few words: `URLs, 2 fields, 1 pattern`; '' for nothing. */
export function hidingWords({ rules: { urls, fields, patterns } }: HidingRules): string {
  const parts = urls ? ['URLs'] : [];
  if (fields.length > 0) parts.push(counted(fields.length, 'field'));
  if (patterns.length > 0) parts.push(counted(patterns.length, 'pattern'));
  return parts.join(', ');
}
