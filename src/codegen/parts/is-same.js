/** Whether two messages are the same. Loosen it where ids, times or tokens differ from run to run. */
export function isSame(recorded, said) {
  if (typeof recorded === 'string' || typeof said === 'string') return recorded === said;
  return recorded.length === said.length && recorded.every((byte, at) => byte === said[at]);
}
