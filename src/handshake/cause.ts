/** What can be wrong with a connection, by where it goes wrong: first in the page, last after it was open. */
export const CAUSES = [
  // refused by the constructor
  'bad-url',
  'bad-subprotocol',
  'mixed-content',
  'constructor',
  // forbidden before anything is sent
  'csp',
  'unsafe-port',
  // on the way to the server
  'offline',
  'dns',
  'refused',
  'unreachable',
  'tls',
  'tunnel',
  'timeout',
  'hung-up',
  'not-http',
  // the answer is not 101
  'status-200',
  'redirect',
  'status-400',
  'status-401',
  'status-403',
  'status-404',
  'status-407',
  'status-426',
  'status-429',
  'gateway',
  'status-other',
  // the answer is 101 and breaks a rule
  'no-upgrade',
  'no-connection',
  'no-accept',
  'wrong-accept',
  'subprotocol-none',
  'subprotocol-unasked',
  'subprotocol-other',
  'extension-unknown',
  'extension-parameters',
  // after it was open
  'protocol-error',
  'invalid-text',
  'too-big',
  'broken-off',
  'server-closed',
  // nothing wrong, or nothing known
  'closed-early',
  'blank',
  'unseen',
  'none',
] as const;

export type Cause = (typeof CAUSES)[number];
