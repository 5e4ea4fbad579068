/** Lone surrogates are among them: no encoding can write them. Joiners are not: emoji and scripts are made with them. */
const NOT_PASTEABLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\u200c\u200d]]/v;

/**
 * Whether text may be pasted into a terminal as itself. Control characters may not: an escape sequence ends the
 * terminal's protection of pasted text, a tab completes, a line break runs what is there. Nor may what is invisible or
 * turns the direction of text, since it would not show what it says.
 */
export const isPasteable = (text: string): boolean => !NOT_PASTEABLE.test(text);

/**
 * The only form in which recorded text enters a shell: in single quotes, between which nothing has a meaning but the
 * closing one (POSIX XCU 2.2.2).
 * @throws {RangeError} for text that is not {@link isPasteable}
 */
export function shellQuote(text: string): string {
  if (!isPasteable(text)) throw new RangeError('Text with control characters cannot be quoted for a shell.');
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
