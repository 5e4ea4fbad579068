import { causeAfterOpen, causeOfStatus, causeOfText } from './browser-text.ts';
import type { Cause } from './cause.ts';
import type { Exchange, HandshakeFacts } from './diagnosis.ts';
import { isBadPort, portOf } from './ports.ts';
import type { Verdict } from './response-rules.ts';

/** Firefox gives up after this many milliseconds (`network.websocket.timeout.open`), Chrome much later. */
const FIREFOX_GIVES_UP_MS = 19_500;

/** Firefox reports a failed lookup, and whatever else ends a request early, by one and the same name. */
const ABORTED = /NS_(?:ERROR_ABORT|BINDING_ABORTED)|NS_ERROR_FAILURE|NS_ERROR_NET_ON_|NS_ERROR_WEBSOCKET/;

/** What went wrong: from what is certain to what is only likely. */
export function findCause(facts: HandshakeFacts, verdicts: readonly Verdict[]): Cause {
  const { refused, blocked, opened } = facts;
  if (blocked) return 'csp';
  if (refused) return causeOfRefusal(facts, refused);
  return opened ? causeOnceOpen(facts, verdicts) : causeBeforeOpen(facts, verdicts);
}

/** WHATWG WebSockets, the constructor: which step threw. */
function causeOfRefusal({ url, origin, requested }: HandshakeFacts, refused: { name: string }): Cause {
  if (refused.name === 'SecurityError')
    return /^https:/i.test(origin) && /^(?:ws|http):/i.test(url)
      ? 'mixed-content'
      : isBadPort(portOf(url) ?? -1)
        ? 'unsafe-port'
        : 'constructor';
  if (refused.name !== 'SyntaxError') return 'constructor';
  const names = requested ?? [];
  const isWrong = names.some((name, at) => names.indexOf(name) !== at || !TOKEN.test(name));
  // The URL is looked at first.
  return isWrong && URL.canParse(url, 'https://page.invalid') && !url.includes('#')
    ? 'bad-subprotocol'
    : 'bad-url';
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;

function causeBeforeOpen(facts: HandshakeFacts, verdicts: readonly Verdict[]): Cause {
  const { exchange, closed, errored, closeCalled, browser, url } = facts;
  if (closeCalled) return 'closed-early';
  if (exchange && exchange.status !== 0 && exchange.status !== 101)
    return isGuessedStatus(exchange) ? 'not-http' : causeOfStatus(exchange.status);
  if (!closed && !errored) return 'none';
  // RFC 6455 section 7.4.1: never sent, it stands for TLS. Firefox tells pages so.
  if (closed?.code === 1015) return 'tls';
  const broken = verdicts.find(({ cause }) => cause)?.cause;
  if (broken) return broken;
  // A close frame right behind the handshake: Firefox may fire close and never open.
  if (exchange?.status === 101 && closed && closed.code !== 1006) return causeOnceOpen(facts, verdicts);
  const said = causeOfText(exchange?.failure ?? '');
  if (said) return said;
  if (isBadPort(portOf(url) ?? -1)) return 'unsafe-port';
  if (/^https:/i.test(facts.origin) && /^ws:/i.test(url) && !isLoopback(url)) return 'mixed-content';
  if (browser === 'firefox') return firefoxCause(facts, exchange);
  return exchange && browser === 'chrome' && exchange.failure === '' ? 'blank' : 'unseen';
}

/** Firefox takes what is no HTTP for HTTP/0.9, which has no status and no headers, and calls that 200. */
const isGuessedStatus = ({ status, response }: Exchange): boolean => status === 200 && response.length === 0;

/** Firefox names hardly any cause: what is left goes by status and time. */
function firefoxCause({ began, ended, url }: HandshakeFacts, exchange: Exchange | null): Cause {
  const { status = 0, failure = '' } = exchange ?? {};
  if (status === 101) return 'hung-up';
  if (ended !== null && ended - began >= FIREFOX_GIVES_UP_MS) return 'timeout';
  if (ABORTED.test(failure) && /^wss:/i.test(url)) return 'tls';
  return 'unseen';
}

const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

function causeOnceOpen(facts: HandshakeFacts, verdicts: readonly Verdict[]): Cause {
  const { closed, exchange, closeCalled } = facts;
  const tolerated = verdicts.find(({ cause }) => cause)?.cause ?? 'none';
  if (!closed) return tolerated;
  const said = closed.wasClean ? null : causeAfterOpen(exchange?.failure ?? '');
  if (said) return said;
  switch (closed.code) {
    case 1002:
      return 'protocol-error';
    case 1007:
      return 'invalid-text';
    case 1009:
      return 'too-big';
    case 1006:
      return closeCalled ? tolerated : 'broken-off';
    case 1000:
    case 1001:
    case 1005:
      return tolerated;
    default:
      return closed.wasClean && !closeCalled ? 'server-closed' : tolerated;
  }
}
