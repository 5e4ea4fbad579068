import type { Connection, Header } from './connection.ts';
import type { Selection } from './export-scope.ts';
import { isEnd, replaceFields } from './redact-json.ts';
import { isSecretHeader, isSecretParameter, replaceTokens, secretOfSubprotocol } from './secret.ts';

/**
 * What to hide beyond what is hidden unasked: the values of Cookie, Set-Cookie, Authorization, Proxy-Authorization
 * and of the usual key headers, and credentials in subprotocols.
 */
export interface RedactionRules {
  /** true to keep even those */
  sensitive?: boolean;
  /**
   * credentials in URLs, also in those that text frames have: in parameters such as `token` and `sid`, before an `@`,
   * and JSON Web Tokens
   */
  urls?: boolean;
  /** members of JSON in text frames, by name (`password`) or end of path (`user.token`), whatever the case */
  fields?: readonly string[];
  /** what matches in any text that is written, but for the names of things; only group 1 where there is one */
  patterns?: readonly RegExp[];
}

/** A value that is hidden, with what stands for it in the file. */
export interface Hidden {
  value: string;
  placeholder: string;
  /** where it was: `header Cookie`, `subprotocol`, `URL parameter token`, `field password`, `pattern /…/` */
  kind: string;
  times: number;
}

const PREFIX = 'redacted-';
/** Numbers that could not be counted up are nobody's placeholders. */
const PLACEHOLDER = /redacted-(\d{1,9})(?!\d)/g;
const IS_PLACEHOLDER = /^redacted-\d+$/;
/**
 * Of the query, or of a fragment that is like one (RFC 6749 section 4.2.2). In JSON a backslash may stand before the
 * quote that ends a URL, and `&` and `/` may be written with one; in a URL there is none.
 */
const PARAMETER = /([?&;#]|(?<!\\)\\+u0026)([^=&;#?\s\\]+)=([^&;#\s"'<>\\]+)/gi;
const USER_INFO = /(:(?:\\*\/){2})([^/?#\s@"'<>\\]+)@/g;

/**
 * Hides secrets in what is written. The same value has the same placeholder everywhere, so that the session still
 * makes sense; a placeholder is a valid token, header value, URL part and JSON string, so that it can be replayed.
 */
export class Redactor {
  #rules: RedactionRules;
  /** each as the user gave it, and as it is run */
  #patterns: (readonly [shown: string, everywhere: RegExp])[];
  #placeholders = new Map<string, string>();
  #hidden = new Map<string, Hidden>();
  #times = 0;
  #last: number;

  /** @param last number of a placeholder; those up to it are not given */
  constructor(rules: RedactionRules = {}, last = 0) {
    this.#rules = rules;
    this.#last = last;
    this.#patterns = (rules.patterns ?? []).map((pattern) => [
      `pattern ${pattern}`,
      new RegExp(pattern.source, `${pattern.flags.replace(/[dgy]/g, '')}dg`),
    ]);
  }

  /** Whether anything is looked for at all. */
  get isActive(): boolean {
    return !this.#rules.sensitive || this.readsPayloads;
  }

  /** Whether anything is looked for in payloads. */
  get readsPayloads(): boolean {
    const { urls, fields, patterns } = this.#rules;
    return Boolean(urls || fields?.length || patterns?.length);
  }

  /** What has been hidden up to now, in the order it was met; no more than `most`. */
  hidden(most = Number.POSITIVE_INFINITY): Hidden[] {
    const list: Hidden[] = [];
    for (const one of this.#hidden.values()) {
      if (list.length >= most) break;
      list.push({ ...one });
    }
    return list;
  }

  /** How many {@link hidden} would list, and how often they were met. */
  get count(): { hidden: number; times: number } {
    return { hidden: this.#hidden.size, times: this.#times };
  }

  /** How many different values have been hidden. */
  get values(): number {
    return this.#placeholders.size;
  }

  /** Placeholders in these texts keep the meaning they have, and are not given anew. */
  *keep(texts: Iterable<string | Promise<void>>): Generator<Promise<void>, void, void> {
    this.#last = Math.max(this.#last, yield* lastPlaceholder(texts));
  }

  /** The same without what is hidden in its connections; each promise among the steps is to be waited for. */
  *selection(selection: Selection): Generator<Promise<void>, Selection, void> {
    yield* this.keep(textsOf(selection));
    return { ...selection, connections: selection.connections.map((it) => this.connection(it)) };
  }

  connection(connection: Connection): Connection {
    const { closing, closed, handshake, requested, stack, refused, blocked } = connection;
    const protocols = [...(requested ?? []), connection.protocol];
    const response = handshake?.response.filter(({ name }) => isSubprotocols(name)) ?? [];
    for (const { value } of response) protocols.push(...value.split(/\s*,\s*/));
    return {
      ...connection,
      url: this.url(connection.url),
      origin: this.url(connection.origin),
      documentUrl: this.url(connection.documentUrl),
      stack: stack === null ? null : this.url(stack),
      requested: requested?.map((protocol, at) => this.subprotocol(protocol, requested[at - 1])) ?? null,
      protocol: this.subprotocol(connection.protocol),
      extensions: this.#matching(connection.extensions),
      closing: closing && {
        ...closing,
        reason: closing.reason === null ? null : this.text(closing.reason),
      },
      closed: closed && { ...closed, reason: this.text(closed.reason) },
      refused: refused && { ...refused, message: this.#quote(refused.message, protocols) },
      blocked: blocked && { ...blocked, policy: this.url(blocked.policy) },
      handshake: handshake && {
        ...handshake,
        statusText: this.#matching(handshake.statusText),
        request: handshake.request.map((header) => this.header(header)),
        response: handshake.response.map((header) => this.header(header)),
        failure: this.#quote(handshake.failure, protocols),
        remoteAddress: handshake.remoteAddress && this.#matching(handshake.remoteAddress),
      },
    };
  }

  header({ name, value }: Header): Header {
    if (!this.#rules.sensitive) {
      if (isSecretHeader(name)) {
        // The scheme of RFC 9110 section 11.4 is no secret.
        const scheme = /authorization$/i.test(name) ? (/^[\w-]+\s+(?=\S)/.exec(value)?.[0] ?? '') : '';
        const secret = value.slice(scheme.length);
        return { name, value: secret === '' ? value : scheme + this.#hide(secret, `header ${name}`) };
      }
      if (isSubprotocols(name)) {
        let previous = '';
        value = value.replace(/[^,\s]+/g, (protocol) => {
          const shown = this.subprotocol(protocol, previous);
          previous = protocol;
          return shown;
        });
      }
    }
    return { name, value: this.url(value) };
  }

  /** `previous` is the one requested before it. A chosen subprotocol is hidden where it was hidden as a requested one. */
  subprotocol(protocol: string, previous = ''): string {
    if (this.#rules.sensitive) return this.#matching(protocol);
    const secret = this.#placeholders.has(protocol) ? protocol : secretOfSubprotocol(protocol, previous);
    if (secret === null) return this.#matching(protocol);
    return protocol.slice(0, protocol.length - secret.length) + this.#hide(secret, 'subprotocol');
  }

  /** Browsers quote subprotocols where they say what was wrong with them. */
  #quote(text: string, protocols: readonly string[]): string {
    if (!this.#rules.sensitive)
      for (const [at, protocol] of protocols.entries())
        if (protocol !== '' && text.includes(protocol))
          text = text.replaceAll(protocol, () => this.subprotocol(protocol, protocols[at - 1]));
    return this.url(text);
  }

  /** For a URL, or for text that has URLs in it. */
  url(text: string): string {
    if (this.#rules.urls) {
      text = text.replace(USER_INFO, (_, start, secret) => `${start}${this.#hide(secret, 'URL user')}@`);
      text = text.replace(PARAMETER, (whole, start, name, value) =>
        isSecretParameter(name)
          ? `${start}${name}=${this.#hide(decoded(value), `URL parameter ${name}`)}`
          : whole,
      );
      text = replaceTokens(text, (token) => this.#hide(token, 'URL'));
    }
    return this.#matching(text);
  }

  /** For the payload of a text frame, or any text of people. */
  text(text: string): string {
    const { fields } = this.#rules;
    if (fields?.length)
      text = replaceFields(text, fields, (value, name) => this.#hide(value, `field ${name}`));
    return this.url(text);
  }

  /**
   * For one value of a JSON document: a string's content, anything else as written.
   *
   * @param names of the members that lead to it, the outermost first
   */
  member(value: string, names: readonly string[]): string {
    const field = this.#rules.fields?.find((name) =>
      names.some((_, at) => isEnd(name.split('.'), names.slice(0, at), names[at] ?? null)),
    );
    return field === undefined ? this.text(value) : this.#hide(value, `field ${field}`);
  }

  #matching(text: string): string {
    for (const [kind, everywhere] of this.#patterns) {
      let result = '';
      let done = 0;
      for (const match of text.matchAll(everywhere)) {
        const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
        if (end <= start || start < done) continue;
        result += text.slice(done, start) + this.#hide(text.slice(start, end), kind);
        done = end;
      }
      text = result + text.slice(done);
    }
    return text;
  }

  #hide(value: string, kind: string): string {
    if (IS_PLACEHOLDER.test(value)) return value;
    let placeholder = this.#placeholders.get(value);
    if (placeholder === undefined) {
      placeholder = `${PREFIX}${++this.#last}`;
      this.#placeholders.set(value, placeholder);
    }
    this.#times++;
    const key = `${kind}\n${value}`;
    const hidden = this.#hidden.get(key);
    if (hidden) hidden.times++;
    else this.#hidden.set(key, { value, placeholder, kind, times: 1 });
    return placeholder;
  }
}

/**
 * Number of the last placeholder of an earlier redaction in these texts, 0 where there is none. Each promise among the
 * steps is to be waited for.
 */
export function* lastPlaceholder(
  texts: Iterable<string | Promise<void>>,
): Generator<Promise<void>, number, void> {
  let last = 0;
  for (const text of texts)
    if (typeof text !== 'string') yield text;
    else if (text.includes(PREFIX))
      for (const [, number] of text.matchAll(PLACEHOLDER)) last = Math.max(last, Number(number));
  return last;
}

/** All text of a selection in which placeholders may be, with promises to wait for where it is not in memory. */
export function* textsOf({
  connections,
  session,
  rows,
  includes,
}: Selection): Generator<string | Promise<void>, void, void> {
  for (const connection of connections) yield JSON.stringify(connection);
  for (const { url } of session.navigations) yield url;
  for (const { text } of session.notes.values()) yield text;
  for (let row = 0; row < rows; row++) {
    if (!includes(row) || session.frames.isBinary(row)) continue;
    while (session.frames.isAway(row)) yield session.frames.bring(row);
    const payload = session.frames.payload(row);
    if (typeof payload === 'string') yield payload;
  }
}

const isSubprotocols = (header: string): boolean => header.toLowerCase() === 'sec-websocket-protocol';

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
