/**
 * Headers whose value is a secret: RFC 9110 section 11.6.2, RFC 6265, and the usual names of API keys that do not end as
 * such names do.
 */
const SECRET_HEADERS = new Set([
  'authorization',
  'cookie',
  'cookie2',
  'ocp-apim-subscription-key',
  'proxy-authorization',
  'set-cookie',
  'set-cookie2',
  'x-auth-key',
  'x-functions-key',
]);

/** Names of URL parameters that carry secrets, as {@link plain} has them. */
const SECRET_PARAMETERS = new Set(
  `auth authorization code credential credentials csrf jwt key passwd pwd secret session sessionid
   sid sig ticket token xsrf`.split(/\s+/),
);
const SECRET_ENDINGS = /(?:token|secret|password|apikey|accesskey|signature|sessionid|credential)$/;

const JWT = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Subprotocols that say: the next one in the list is a credential. */
const ANNOUNCING = /^(?:bearer|authorization|access_?token|auth_?token|id_?token|token|jwt)$/i;
/** What says so within one subprotocol; Kubernetes' `base64url.bearer.authorization.k8s.io.` is of this kind. */
const INTRODUCING =
  /(?:^|[.:_\-~|])(?:bearer|authorization|access_?token|id_?token|jwt)(?:\.k8s\.io)?[.:_\-~|=](?!authorization)(.{6,})$/i;
/** These are also parts of ordinary names. */
const PERHAPS_INTRODUCING =
  /(?:^|[.:_\-~|])(?:auth|token|api-?key|key|ticket|secret|session)[.:_\-~|=](.{6,})$/i;
const LETTERS_AND_DIGITS = /(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z])[a-z0-9]{6,}/i;

/** Longer ones are no names, whatever they are. */
const LONGEST_NAME = 1024;
/** Shorter runs of characters are words or versions. */
const LEAST_RANDOM_LENGTH = 16;
/** Longer runs without a hyphen are no words. */
const LONGEST_WORD = 28;
/**
 * Share of neighbours where a word or a number begins: about 0.45 in random base64 and hexadecimal, 0.23 in
 * MyCompanyChatProtocolV2.
 */
const RANDOM_CHANGES = 0.3;

export const isSecretHeader = (name: string): boolean =>
  SECRET_HEADERS.has(name.toLowerCase()) || SECRET_ENDINGS.test(plain(name));

export const isSecretParameter = (name: string): boolean =>
  SECRET_PARAMETERS.has(plain(name)) || SECRET_ENDINGS.test(plain(name));

/** A name without case, `-`, `_` and `.` */
const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

/**
 * The part of a requested subprotocol that looks like a credential, always its end; null where it is an ordinary
 * name. `previous` is the one before it in the list.
 */
export function secretOfSubprotocol(protocol: string, previous = ''): string | null {
  if (ANNOUNCING.test(previous) || protocol.length > LONGEST_NAME) return protocol;
  const introduced = INTRODUCING.exec(protocol)?.[1];
  if (introduced) return introduced;
  const perhaps = PERHAPS_INTRODUCING.exec(protocol)?.[1];
  if (perhaps && (isRandom(perhaps) || LETTERS_AND_DIGITS.test(perhaps))) return perhaps;
  const jwt = JWT.exec(protocol);
  if (jwt) return protocol.slice(jwt.index);
  const part = protocol.split(/[.:~|]/).findIndex(isRandom);
  return part < 0
    ? null
    : protocol
        .split(/(?<=[.:~|])/)
        .slice(part)
        .join('');
}

/** True for what looks drawn by lot: keys, session ids, hashes; not for words, versions and domain names. */
export function isRandom(text: string): boolean {
  if (UUID.test(text)) return true;
  const dense = text.replace(/[^A-Za-z0-9]/g, '');
  if (dense.length < LEAST_RANDOM_LENGTH) return false;
  if (/^[0-9a-f]+$/i.test(text) && /\d/.test(text)) return true;
  if (text.split(/[^A-Za-z0-9]+/).some((run) => run.length > LONGEST_WORD)) return true;
  const begins = dense.match(/[a-z](?=[A-Z])|[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return begins / (dense.length - 1) >= RANDOM_CHANGES;
}

/** Replaces every JSON Web Token (RFC 7519) in a text. */
export const replaceTokens = (text: string, hide: (token: string) => string): string =>
  text.replace(new RegExp(JWT, 'g'), hide);
