/**
 * Where JSON that a text ends with is over: what follows is white space, and what protocols put behind a message, U+001E
 * of SignalR and NUL of STOMP.
 */
export function jsonEnd(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
  return end;
}
