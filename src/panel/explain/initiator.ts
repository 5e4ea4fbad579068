/** One line of a call stack. */
export interface StackLine {
  /** '' at the top level of a script */
  call: string;
  /** as the browser gives it: URL, line and column; '' where the line could not be read */
  location: string;
}

/** A script of an extension in the page's own world: Chrome tells its URL, Firefox hides it. */
const EXTENSION = /\b(?:chrome|moz)-extension:\/\/[^/\s]+\/|<anonymous code>:/;
/** Chrome: `    at call (location)`, `    at location`. */
const CHROME_LINE = /^\s*at (?:(.*) \((.*)\)|(.*))$/;
/** Firefox: `call@location`. */
const FIREFOX_LINE = /^([^@]*)@(.*)$/;

/**
 * Who called `new WebSocket`, innermost call first. The tap's own lines, which stand in front, are left out; lines
 * of other extensions stay. Empty where nothing is left: the socket was opened from the panel.
 */
export function initiatorOf(stack: string): StackLine[] {
  const lines = stack.split('\n').filter((line) => line.trim() !== '');
  if (lines[0] !== undefined && !isCall(lines[0])) lines.shift();
  const own = EXTENSION.exec(lines[0] ?? '')?.[0];
  const first = own === undefined ? 0 : lines.findIndex((line) => !line.includes(own));
  return first < 0 ? [] : lines.slice(first).map(readLine);
}

const isCall = (line: string): boolean => CHROME_LINE.test(line) || FIREFOX_LINE.test(line);

function readLine(line: string): StackLine {
  const chrome = CHROME_LINE.exec(line);
  if (chrome) return { call: chrome[1] ?? '', location: chrome[2] ?? chrome[3] ?? '' };
  const firefox = FIREFOX_LINE.exec(line);
  return firefox
    ? { call: firefox[1] ?? '', location: firefox[2] ?? '' }
    : { call: line.trim(), location: '' };
}

/** The stack as text, a line each, for copying. */
export const stackText = (lines: readonly StackLine[]): string =>
  lines.map(({ call, location }) => [call, location].filter(Boolean).join(' ')).join('\n');
