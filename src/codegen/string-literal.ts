/**
 * What may not stand in generated code as itself, although JSON allows it: characters that end lines for some readers,
 * that are invisible or turn the direction of text (so that code would not be what it looks like), and the beginnings of
 * what ends a script element, a comment or a template around it.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|<(?=[/!?]|script)|(?<=\*)\/|\$(?=\{)/giu;

/**
 * The only form in which recorded text enters JavaScript or YAML: a JSON string (RFC 8259 section 7), which is a
 * literal in both (ECMA-262, YAML 1.2), with escapes for all that could be mistaken.
 */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(UNSAFE, (unsafe) => (unsafe === '/' ? '\\/' : unicodeEscapes(unsafe)));
}

function unicodeEscapes(text: string): string {
  let escapes = '';
  for (let at = 0; at < text.length; at++)
    escapes += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escapes;
}
