import type { Span } from './expression.ts';
import { type ChoiceField, type Field, fieldOf, PROPOSED, proposedValues } from './fields.ts';
import { formatTerm } from './format.ts';
import { scanPath, writePath } from './json-path.ts';
import { parse } from './parse.ts';

/** At most so many are proposed at once. */
export const MAX_COMPLETIONS = 30;

/** `text` may stand instead of what stands at the span. */
export interface Completion extends Span {
  text: string;
  description: string;
  /** what comes next must touch it: a value behind a field, a comparison behind a path */
  goesOn?: true;
}

/** What the recording holds, most useful first; proposed where a field takes it. */
export interface CompletionContext {
  urls?: readonly string[];
  protocols?: readonly string[];
  events?: readonly string[];
  decoders?: readonly string[];
  /** JSON paths as the language writes them */
  paths?: readonly string[];
  /** values found at such a path, as the language writes them */
  values?: (path: string) => readonly string[];
  /** how many connections there are */
  connections?: number;
}

type Proposal = Pick<Completion, 'text' | 'description'>;

/**
 * What could be typed where the caret is: a field where a word begins, a value behind a field. A completion
 * takes the place of the whole term but for its `-`; one of a field, only of the field's name.
 */
export function complete(query: string, caret: number, context: CompletionContext = {}): Completion[] {
  const term = termAt(query, caret);
  const typed = query.slice(term.at, caret);
  if (/^["/]/.test(typed)) return [];
  const key = /^([a-z][\w-]*):/i.exec(typed)?.[1];
  const field = key === undefined ? undefined : fieldOf(key);
  if (key !== undefined && !field) return [];
  const existing = query.slice(term.at, term.at + term.length);
  const proposals = field
    ? valueProposals(field, typed.slice(field.key.length + 1), context).map((proposal) => ({
        ...term,
        ...proposal,
      }))
    : wordProposals(typed, term, existing);
  return proposals
    .filter(({ text, length }) => text !== existing.slice(0, length))
    .slice(0, MAX_COMPLETIONS)
    .map((proposal) => (mayGoOn(proposal.text) ? { ...proposal, goesOn: true } : proposal));
}

function mayGoOn(term: string): boolean {
  if (!term.startsWith('json:')) return term.endsWith(':');
  const scanned = scanPath(term, 'json:'.length);
  return scanned.ok && scanned.value.end === term.length;
}

/** The term that the caret touches, without its negation; an empty span where it touches none. */
function termAt(query: string, caret: number): Span {
  const { tokens } = parse(query, caret);
  const touched = tokens.find(({ term, at, length }) => term !== null && at <= caret && caret <= at + length);
  const own = tokens.filter(({ term, kind }) => touched && term === touched.term && kind !== 'negation');
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || caret < first.at) return { at: caret, length: 0 };
  return { at: first.at, length: last.at + last.length - first.at };
}

/** Fields whose name or by-name begins so, then values of a fixed set, which need not be known by their field. */
function wordProposals(typed: string, term: Span, existing: string): Completion[] {
  const word = typed.toLowerCase();
  const nameLength = existing.indexOf(':') + 1 || term.length;
  const fields = PROPOSED.filter((field) => isBegunBy(field, word)).map((field) => ({
    at: term.at,
    length: nameLength,
    text: `${field.key}:`,
    description: field.means,
  }));
  if (word === '') return fields;
  const values = PROPOSED.filter((field) => field.kind === 'choice').flatMap((field) =>
    choiceProposals(field, word),
  );
  return [...fields, ...values.map((proposal) => ({ ...term, ...proposal }))];
}

const isBegunBy = (field: Field, word: string): boolean =>
  field.key.startsWith(word) || (word.length > 1 && field.alsoCalled.some((name) => name.startsWith(word)));

function valueProposals(field: Field, typed: string, context: CompletionContext): Proposal[] {
  const known = knownProposals(field, typed, context);
  const examples = field.examples
    .filter(({ term }) => term.startsWith(`${field.key}:${typed}`))
    .map(({ term, means }) => ({ text: term, description: means }));
  return [...known, ...examples.filter(({ text }) => !known.some((proposal) => proposal.text === text))];
}

function knownProposals(field: Field, typed: string, context: CompletionContext): Proposal[] {
  const word = typed.toLowerCase();
  switch (field.kind) {
    case 'choice':
      return choiceProposals(field, word);
    case 'label':
      return labels(labelsOf(field.key, context), word.replace(/^=?"?/, '')).map((label) => ({
        text: formatTerm(field.key, label, { exact: word.startsWith('=') }),
        description: field.means,
      }));
    case 'json':
      return jsonProposals(typed, context).map((text) => ({
        text: `json:${text}`,
        description: field.means,
      }));
    case 'number': {
      const connections = field.key === 'conn' ? Math.min(context.connections ?? 0, MAX_COMPLETIONS) : 0;
      return Array.from({ length: connections }, (_, index) => String(index + 1))
        .filter((number) => number.startsWith(word))
        .map((number) => ({ text: `conn:${number}`, description: `connection ${number}` }));
    }
  }
}

/** Paths; behind `=` the values that are there. */
function jsonProposals(typed: string, context: CompletionContext): string[] {
  const scanned = scanPath(typed, 0);
  const end = scanned.ok ? scanned.value.end : 0;
  if (!scanned.ok || typed.charAt(end) !== '=') return labels(context.paths ?? [], typed.toLowerCase());
  const path = writePath(scanned.value.path);
  const value = typed.slice(end + 1).replace(/^"/, '');
  return labels(context.values?.(path) ?? [], value.toLowerCase()).map((literal) => `${path}=${literal}`);
}

const choiceProposals = (field: ChoiceField, word: string): Proposal[] =>
  proposedValues(field)
    .filter(({ text }) => text.startsWith(word))
    .map(({ text, means }) => ({ text: `${field.key}:${text}`, description: means }));

function labelsOf(
  key: 'url' | 'protocol' | 'event' | 'decoder',
  context: CompletionContext,
): readonly string[] {
  switch (key) {
    case 'url':
      return context.urls ?? [];
    case 'protocol':
      return context.protocols ?? [];
    case 'event':
      return context.events ?? [];
    case 'decoder':
      return context.decoders ?? [];
  }
}

/** Those that contain the word, those that begin with it first. */
function labels(all: readonly string[], word: string): string[] {
  const found = [...new Set(all)].filter((label) => label.toLowerCase().includes(word));
  const begins = (label: string): boolean => label.toLowerCase().startsWith(word);
  return [...found.filter(begins), ...found.filter((label) => !begins(label))];
}
