/** Shorter texts coincide by chance. */
export const IDENTIFIER_MIN = 6;
/** Longer texts are documents, not tokens. */
export const IDENTIFIER_MAX = 4_096;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TOKEN = /^[\w.~+/=:|@#-]+$/;

/**
 * How much a value looks as if somebody made it up to know something by: a UUID, a token, letters with digits,
 * a large number. `null` for what cannot be one; `possible` for words and sentences long enough to be told apart.
 */
export function identifierLikeness(text: string, isString: boolean): 'likely' | 'possible' | null {
  if (text.length < IDENTIFIER_MIN || text.length > IDENTIFIER_MAX) return null;
  if (!isString) return /^\d+$/.test(text) ? 'likely' : null;
  if (UUID.test(text) || /^\d+$/.test(text)) return 'likely';
  if (!TOKEN.test(text)) return 'possible';
  const mixed = /\d/.test(text) && /[A-Za-z]/.test(text);
  return mixed || /[a-z][A-Z].*[a-z][A-Z]/.test(text) ? 'likely' : 'possible';
}
