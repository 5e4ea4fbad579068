import { toWellFormed, utf8Size } from './primordials.ts';
import { domError } from './refusals.ts';
import { convertToNumber, convertToText } from './web-idl.ts';

const isFirefox = __BROWSER__ === 'firefox';
/** RFC 6455 section 5.5: a control frame carries at most 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;

export interface CloseArguments {
  code: number | null;
  reason: string | null;
}

/**
 * Converts the arguments of `close()` in place (Web IDL, `[Clamp] unsigned short` and USVString) and says what they
 * are; null for what is missing, or is nothing the browser takes.
 */
export function readCloseArguments(args: unknown[]): CloseArguments {
  const asked: CloseArguments = { code: null, reason: null };
  const hasReason = args.length > 1 && args[1] !== undefined;
  if (args.length > 0 && args[0] !== undefined) {
    args[0] = convertToNumber(args[0]);
    if (typeof args[0] !== 'number') return asked;
    asked.code = clamp(args[0]);
  } else if (hasReason && !isFirefox) asked.code = 0;
  if (hasReason) {
    args[1] = convertToText(args[1]);
    if (typeof args[1] === 'string') asked.reason = args[1] = toWellFormed(args[1]);
  }
  return asked;
}

/** What `close()` throws for these arguments (WHATWG WebSockets, `close`), or null. */
export function closeError({ code, reason }: CloseArguments): DOMException | null {
  if (code !== null && code !== 1000 && (code < 3000 || code > 4999))
    return domError(
      'InvalidAccessError',
      "execute 'close'",
      `The close code must be either 1000, or between 3000 and 4999. ${code} is neither.`,
      'A parameter or an operation is not supported by the underlying object',
    );
  if (reason !== null && utf8Size(reason) > MAX_REASON_BYTES)
    return domError(
      'SyntaxError',
      "execute 'close'",
      `The close reason must not be greater than ${MAX_REASON_BYTES} UTF-8 bytes.`,
      'An invalid or illegal string was specified',
    );
  return null;
}

/** `[Clamp]`: to the range, then to the nearest integer, ties to even; Chrome cuts off the fraction. */
function clamp(value: number): number {
  if (!(value > 0)) return 0;
  if (value >= 65_535) return 65_535;
  const rest = value % 1;
  const floor = value - rest;
  return isFirefox && (rest > 0.5 || (rest === 0.5 && floor % 2 === 1)) ? floor + 1 : floor;
}
