import { ADVICE, type Told } from './advice.ts';
import { statusInText } from './browser-text.ts';
import type { Cause } from './cause.ts';
import type { Diagnosis, Evidence, HandshakeFacts } from './diagnosis.ts';
import { fallbackSentence, findFallback } from './fallback.ts';
import { findCause } from './find-cause.ts';
import { headerValue } from './headers.ts';
import { isBadPort, portOf } from './ports.ts';
import { checkResponse } from './response-rules.ts';
import { nearnessOf, SITE_RULE } from './site.ts';

/**
 * What became of a handshake, what to do about it, and what that rests on. Never throws; what is not known is not
 * guessed: the cause is then `unseen` or `blank`.
 */
export function diagnose(facts: HandshakeFacts): Diagnosis {
  const { exchange, requested } = facts;
  const verdicts = exchange && exchange.status !== 0 ? checkResponse(exchange, requested) : [];
  const cause = findCause(facts, verdicts);
  const advice = ADVICE[cause];
  const told = tell(facts);
  const say = (text: string | ((told: Told) => string)): string =>
    typeof text === 'string' ? text : text(told);
  const fallback =
    facts.opened || facts.ended === null ? null : findFallback(facts.requests, facts.url, facts.ended);
  return {
    cause,
    short: say(advice.short),
    sentence: say(advice.sentence),
    todo: [...advice.todo],
    also: [advice.also ?? '', fallback ? fallbackSentence(fallback) : ''].filter(Boolean).join(' '),
    evidence: [
      ...ofPage(facts),
      ...said(facts),
      ...verdicts.map(({ evidence }) => evidence),
      ...ofRequest(facts),
      ...ofProxies(facts),
      ...ofEnd(facts, cause),
    ].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]),
    header: verdicts.find((verdict) => verdict.cause === cause)?.header ?? advice.header ?? '',
  };
}

/** What fails comes first; the rest keeps its order. */
const ORDER: Record<Evidence['kind'], number> = { fail: 0, info: 1, ok: 1 };

function tell(facts: HandshakeFacts): Told {
  const { browser, url, exchange, began, ended } = facts;
  const status = exchange?.status || statusInText(exchange?.failure ?? '');
  return {
    facts,
    browser: browser === 'chrome' ? 'Chrome' : 'Firefox',
    host: URL.canParse(url) ? new URL(url).hostname : url,
    port: String(portOf(url) ?? ''),
    status,
    statusText: exchange?.statusText || STATUS_TEXTS[status] || '',
    seconds: ended === null ? 'some time' : `${Math.round((ended - began) / 100) / 10} s`,
    location: exchange ? (headerValue(exchange.response, 'Location') ?? '') : '',
  };
}

/** RFC 9110 section 15: for where the browser tells the number alone. */
const STATUS_TEXTS: Record<number, string> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const fail = (text: string, ref: string): Evidence => ({ kind: 'fail', text, ref });
const ok = (text: string, ref: string): Evidence => ({ kind: 'ok', text, ref });
const info = (text: string, ref: string): Evidence => ({ kind: 'info', text, ref });

/** What the page itself was allowed to do. */
function ofPage({ refused, blocked, url, origin, opened }: HandshakeFacts): Evidence[] {
  const evidence: Evidence[] = [];
  if (refused)
    evidence.push(
      fail(`new WebSocket threw ${refused.name}: ${refused.message}`, 'WHATWG WebSockets, constructor'),
    );
  if (blocked) evidence.push(fail(`The policy says: ${blocked.policy}`, `CSP ${blocked.directive}`));
  const port = portOf(url);
  if (!opened && port !== null && isBadPort(port))
    evidence.push(fail(`Port ${port} is on the list of bad ports`, 'Fetch, port blocking'));
  if (/^https:/i.test(origin) && /^ws:/i.test(url))
    evidence.push(
      opened
        ? info('ws: from an https: page: allowed for this host', 'Mixed Content')
        : fail('ws: from an https: page', 'Mixed Content'),
    );
  else if (!refused && !blocked && origin)
    evidence.push(ok('The page may connect: no policy was violated, no mixed content', 'CSP, Mixed Content'));
  return evidence;
}

/** What the browser said, or that it said nothing. */
function said({ exchange, browser, opened, refused, blocked }: HandshakeFacts): Evidence[] {
  if (!exchange || refused || blocked) return [];
  const source = browser === 'chrome' ? 'DevTools log' : 'webRequest';
  const name = browser === 'chrome' ? 'Chrome' : 'Firefox';
  if (exchange.failure) return [info(`${name} said: “${exchange.failure}”`, source)];
  return !opened && browser === 'chrome' && exchange.status === 0
    ? [
        info(
          'Chrome’s text is blank, as it is while any extension holds webRequest or declarativeNetRequest',
          source,
        ),
      ]
    : [];
}

/** Whose request it was: origin, site, cookies. */
function ofRequest({ exchange, origin, url }: HandshakeFacts): Evidence[] {
  const evidence: Evidence[] = [];
  const nearness = nearnessOf(origin, url);
  if (nearness !== 'unknown')
    evidence.push(info(`The server is ${nearness} to the page. ${SITE_RULE}`, 'HTML, same site'));
  if (!exchange || exchange.request.length === 0) return evidence;
  const sent = headerValue(exchange.request, 'Origin');
  evidence.push(
    info(sent === null ? 'No Origin went out' : `Origin: ${sent} went out`, 'RFC 6455 section 10.2'),
    info(cookieText(headerValue(exchange.request, 'Cookie')), 'RFC 6265'),
  );
  const version = headerValue(exchange.response, 'Sec-WebSocket-Version');
  if (version !== null)
    evidence.push(info(`The server speaks version ${version}; browsers speak 13`, 'RFC 6455 section 4.4'));
  return evidence;
}

/** How many cookies went, never what they hold. */
function cookieText(cookie: string | null): string {
  if (cookie === null) return 'No cookie went along';
  const count = cookie.split(';').length;
  return count === 1 ? 'One cookie went along' : `${count} cookies went along`;
}

/** Traces of something between the browser and the server. */
function ofProxies({ exchange }: HandshakeFacts): Evidence[] {
  if (!exchange || exchange.status === 101) return [];
  const traces = ['Via', 'Server', 'X-Cache', 'CF-RAY', 'Proxy-Authenticate'].flatMap((name) => {
    const value = headerValue(exchange.response, name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  return traces.length === 0
    ? []
    : [info(`Who answered calls itself ${traces.join('; ')}`, 'RFC 9110 sections 7.6.3 and 10.2.4')];
}

/** How it ended for the page. */
function ofEnd({ closed, opened, closeCalled }: HandshakeFacts, cause: Cause): Evidence[] {
  if (!closed || (!opened && closed.code === 1006) || cause === 'none') return [];
  const { code, reason, wasClean } = closed;
  const text = `Close code ${code}${reason ? `, “${reason}”` : ''}, ${wasClean ? 'clean' : 'not clean'}${closeCalled ? ', after close() was called' : ''}`;
  return [{ kind: wasClean && code < 1002 ? 'ok' : 'fail', text, ref: 'RFC 6455 section 7.4.1' }];
}
