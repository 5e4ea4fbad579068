/**
 * Cuts a text in two so that where room is short the first part may lose its end and the text keeps its own:
 * what tells long names and paths apart often stands last.
 */
export function splitMiddle(text: string, tail: number): [head: string, tail: string] {
  if (text.length <= tail * 2) return [text, ''];
  let at = text.length - tail;
  const unit = text.charCodeAt(at);
  if (unit >= 0xdc00 && unit < 0xe000) at--;
  return [text.slice(0, at), text.slice(at)];
}
