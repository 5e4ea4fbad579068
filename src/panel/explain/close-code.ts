/**
 * What each close code says: RFC 6455 section 7.4.1, and for 1012 to 1014 and the 3000s the IANA registry
 * "WebSocket Close Code Number". The name first, then a sentence.
 */
const CODES: Record<number, readonly [name: string, meaning: string]> = {
  1000: ['normal closure', 'The connection had done what it was opened for.'],
  1001: ['going away', 'One side went away: the server shut down, or the page was left.'],
  1002: ['protocol error', 'One side broke the rules of the WebSocket protocol.'],
  1003: [
    'unsupported data',
    'One side got a kind of data that it does not take, such as binary instead of text.',
  ],
  1004: ['reserved', 'No meaning has been given to this code.'],
  1005: [
    'no status received',
    'The close frame carried no code. This number is never sent, it stands for that.',
  ],
  1006: [
    'abnormal closure',
    'The connection broke off without a close frame. This number is never sent, it stands for that.',
  ],
  1007: [
    'invalid payload data',
    'A message did not hold what its type says, such as text that is not UTF-8.',
  ],
  1008: ['policy violation', 'A message broke a rule of the other side, which does not say which one.'],
  1009: ['message too big', 'A message was larger than the other side takes.'],
  1010: ['mandatory extension', 'The server did not agree to an extension that the client needs.'],
  1011: ['internal error', 'The server met a condition that kept it from going on.'],
  1012: ['service restart', 'The server restarts; connecting again after a short while should work.'],
  1013: ['try again later', 'The server is overloaded; connecting again later should work.'],
  1014: ['bad gateway', 'A gateway got an invalid answer from the server behind it.'],
  1015: ['TLS handshake', 'TLS could not be set up. This number is never sent, it stands for that.'],
  3000: ['unauthorized', 'The client has to authenticate to use this endpoint.'],
  3003: ['forbidden', 'The client may not use this endpoint.'],
  3008: ['timeout', 'The client took too long to answer.'],
};

export interface CloseCodeMeaning {
  /** short, for use beside the number */
  name: string;
  meaning: string;
}

export function closeCodeMeaning(code: number): CloseCodeMeaning {
  const known = CODES[code];
  if (known) return { name: known[0], meaning: known[1] };
  if (code >= 4000 && code < 5000)
    return {
      name: 'private use',
      meaning: 'Codes from 4000 to 4999 mean what the application says (RFC 6455 section 7.4.2).',
    };
  if (code >= 3000 && code < 4000)
    return {
      name: 'registered',
      meaning: 'Codes from 3000 to 3999 belong to libraries and frameworks (RFC 6455 section 7.4.2).',
    };
  return code >= 1000 && code < 3000
    ? { name: 'reserved', meaning: 'This code is kept for later versions of the protocol.' }
    : { name: 'not used', meaning: 'No endpoint may send this code.' };
}
