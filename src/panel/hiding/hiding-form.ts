import { regexRisk } from '../../filter/regex-risk.ts';
import type { RedactionRules } from '../../session/redact.ts';

/** What the user asks to hide, as it is typed. */
export interface HidingForm {
  /** credentials in URLs */
  urls: boolean;
  /** names of JSON members, one a line or with commas between them */
  fields: string;
  /** regular expressions, one a line, with slashes and flags or without */
  patterns: string;
  /** also in what is copied */
  copies: boolean;
}

export const EMPTY_FORM: HidingForm = { urls: false, fields: '', patterns: '', copies: true };

/** What is wrong with a line, from 1. */
export interface FormProblem {
  line: number;
  message: string;
}

/** What a form means. */
export interface HidingRules {
  rules: Required<Omit<RedactionRules, 'sensitive'>>;
  /** whether a pattern may take for ever on some text */
  isRisky: boolean;
  problems: { fields: FormProblem[]; patterns: FormProblem[] };
}

export function readForm({ urls, fields, patterns }: HidingForm): HidingRules {
  const named = readLines(fields, readFields);
  const matched = readLines(patterns, (line) => [readPattern(line)]);
  return {
    rules: { urls, fields: [...new Set(named.values)], patterns: matched.values },
    isRisky: matched.values.some(({ source, flags }) => regexRisk(source, flags) === 'risky'),
    problems: { fields: named.problems, patterns: matched.problems },
  };
}

export const hasProblems = ({ problems: { fields, patterns } }: HidingRules): boolean =>
  fields.length > 0 || patterns.length > 0;

function readLines<Value>(
  text: string,
  read: (line: string) => Value[],
): { values: Value[]; problems: FormProblem[] } {
  const values: Value[] = [];
  const problems: FormProblem[] = [];
  for (const [index, line] of text.split('\n').entries())
    try {
      if (line.trim() !== '') values.push(...read(line));
    } catch (error) {
      problems.push({ line: index + 1, message: (error as Error).message });
    }
  return { values, problems };
}

function readFields(line: string): string[] {
  const names = line.split(',').map((name) => name.trim());
  for (const name of names)
    if (name !== '' && name.split('.').includes(''))
      throw new Error(`“${name}” has a dot with no name on one side of it.`);
  return names.filter((name) => name !== '');
}

/** `/source/flags`, or the source alone, spaces around it included. */
function readPattern(line: string): RegExp {
  const [, source, flags] = /^\s*\/(.+)\/([a-z]*)\s*$/.exec(line) ?? [];
  try {
    return source === undefined ? new RegExp(line) : new RegExp(source, flags);
  } catch (error) {
    const said = (error as Error).message;
    throw new Error(
      `${said.split(`/${flags ?? ''}: `).pop() ?? said}.`.replace(/^./, (first) => first.toUpperCase()),
    );
  }
}
