import { acceptFor } from './accept.ts';
import type { Cause } from './cause.ts';
import type { Evidence, Exchange } from './diagnosis.ts';
import { type Extension, readExtensions } from './extension.ts';
import { hasToken, headerValue } from './headers.ts';

/** What one rule of the client's says of a response. */
export interface Verdict {
  evidence: Evidence;
  /** what is wrong where the rule fails */
  cause: Cause | null;
  /** the response header it is about */
  header: string;
}

/** `Sec-WebSocket-Protocol` in the request, or what the page asked for where the browser does not show it. */
type Asked = readonly string[] | null;

/** The rules of RFC 6455 section 4.1 for a response of 101, in their order; for any other status, the first alone. */
export function checkResponse(exchange: Exchange, asked: Asked): Verdict[] {
  const { status, statusText } = exchange;
  if (status !== 101)
    return [rule('Status', '4.1, 1', null, `Status is ${status} ${statusText}`.trim())].map((verdict) => ({
      ...verdict,
      evidence: {
        ...verdict.evidence,
        kind: 'fail' as const,
        text: `${verdict.evidence.text}; 101 was needed`,
      },
    }));
  return [
    rule('Status', '4.1, 1', null, 'Status is 101'),
    token(exchange, 'Upgrade', 'websocket', '4.1, 2', 'no-upgrade'),
    token(exchange, 'Connection', 'upgrade', '4.1, 3', 'no-connection'),
    accept(exchange),
    extensions(exchange),
    subprotocol(exchange, asked),
  ];
}

function rule(header: string, section: string, cause: Cause | null, text: string): Verdict {
  const ref = section.startsWith('4') ? `RFC 6455 section ${section}` : section;
  return { header, cause, evidence: { kind: cause ? 'fail' : 'ok', text, ref } };
}

function token({ response }: Exchange, name: string, needed: string, section: string, cause: Cause): Verdict {
  const value = headerValue(response, name);
  if (value === null) return rule(name, section, cause, `The response has no ${name}: ${needed}`);
  return hasToken(value, needed)
    ? rule(name, section, null, `${name}: ${value}`)
    : rule(name, section, cause, `${name}: ${value}; it must name ${needed}`);
}

function accept({ request, response }: Exchange): Verdict {
  const header = 'Sec-WebSocket-Accept';
  const section = '4.1, 4';
  const got = headerValue(response, header)?.trim() ?? null;
  if (got === null) return rule(header, section, 'no-accept', `The response has no ${header}`);
  const key = headerValue(request, 'Sec-WebSocket-Key');
  if (key === null)
    return {
      header,
      cause: null,
      evidence: {
        kind: 'info',
        text: `${header}: ${got}; the key is not shown, so it cannot be checked`,
        ref: `RFC 6455 section ${section}`,
      },
    };
  const needed = acceptFor(key);
  return got === needed
    ? rule(header, section, null, `${header} recomputed from the key: ${needed}`)
    : rule(header, section, 'wrong-accept', `${header}: ${got}; from the key ${key} it must be ${needed}`);
}

function extensions({ request, response }: Exchange): Verdict {
  const header = 'Sec-WebSocket-Extensions';
  const section = '4.1, 5';
  const accepted = readExtensions(headerValue(response, header) ?? '');
  if (accepted.length === 0) return rule(header, section, null, 'No extension is in use');
  const offer = headerValue(request, header);
  const names = accepted.map(({ name }) => name).join(', ');
  const offered = new Set(readExtensions(offer ?? '').map(({ name }) => name.toLowerCase()));
  // Browsers offer nothing else, so it can be told also where the request is not shown.
  if (offer === null) offered.add('permessage-deflate');
  const unknown = accepted.find(({ name }) => !offered.has(name.toLowerCase()));
  if (unknown)
    return rule(
      header,
      section,
      'extension-unknown',
      `The server accepted ${unknown.name}, which was not offered`,
    );
  const fault = accepted.map((extension) => deflateFault(extension, offer)).find(Boolean);
  if (fault) return rule(header, 'RFC 7692 section 7.1', 'extension-parameters', fault);
  return rule(header, section, null, `${names} was offered and is accepted with allowed parameters`);
}

const PARAMETERS = new Set([
  'server_no_context_takeover',
  'client_no_context_takeover',
  'server_max_window_bits',
  'client_max_window_bits',
]);

/** What RFC 7692 section 7.1 forbids in an acceptance of permessage-deflate; '' where it is well. */
function deflateFault({ name, parameters }: Extension, offer: string | null): string {
  if (name.toLowerCase() !== 'permessage-deflate') return '';
  const seen = new Set<string>();
  for (const { name: parameter, value } of parameters) {
    if (!PARAMETERS.has(parameter)) return `permessage-deflate has no parameter ${parameter}`;
    if (seen.has(parameter)) return `${parameter} is there twice`;
    seen.add(parameter);
    const isBits = parameter.endsWith('_bits');
    if (!isBits && value !== null) return `${parameter} takes no value`;
    if (isBits && !/^(?:[89]|1[0-5])$/.test(value ?? '')) return `${parameter} needs a value from 8 to 15`;
    if (parameter === 'client_max_window_bits' && offer !== null && !offer.includes(parameter))
      return `${parameter} was not offered`;
  }
  return '';
}

function subprotocol({ request, response }: Exchange, asked: Asked): Verdict {
  const header = 'Sec-WebSocket-Protocol';
  const section = '4.1, 6';
  const chosen = headerValue(response, header);
  const sent = headerValue(request, header);
  const wanted = sent === null ? (asked ?? []) : sent.split(',').map((name) => name.trim());
  if (wanted.length === 0)
    return chosen === null
      ? rule(header, section, null, 'No subprotocol was asked for, and none is chosen')
      : rule(header, section, 'subprotocol-unasked', `The server chose ${chosen}; the page asked for none`);
  const list = wanted.join(', ');
  if (chosen === null)
    return rule(
      header,
      'WebSockets Standard',
      'subprotocol-none',
      `Asked for ${list}; the response has no ${header}`,
    );
  return wanted.includes(chosen)
    ? rule(header, section, null, `Asked for ${list}; the server chose ${chosen}`)
    : rule(header, section, 'subprotocol-other', `Asked for ${list}; the server chose ${chosen}`);
}
