/** A request of the page that is no WebSocket. */
export interface PageRequest {
  url: string;
  /** milliseconds since the epoch */
  time: number;
}

/** A library that talks without WebSocket where it has to. */
export interface Fallback {
  library: string;
  transport: string;
  /** host with port */
  host: string;
  requests: number;
}

const SOCKJS = /\/\d{3}\/[^/]+\/(xhr_streaming|xhr_send|xhr|eventsource|htmlfile|jsonp_send|jsonp)$/;

/** What a client sends by goes with several transports, and a log may lack what streams until it ends. */
const UNCLEAR = 'HTTP';

/** Which library a request betrays, and what it uses in WebSocket's place; null for any other request. */
function transportOf(url: URL): [library: string, transport: string] | null {
  const { hostname, pathname, searchParams } = url;
  if (searchParams.has('EIO') && searchParams.get('transport') === 'polling')
    return [/socket\.io/.test(pathname) ? 'Socket.IO' : 'Engine.IO', 'HTTP long-polling'];
  const sockjs = SOCKJS.exec(pathname)?.[1];
  if (/(?:^|[.-])pusher(?:app)?\.com$/.test(hostname) || /^\/pusher\/app\//.test(pathname)) {
    if (/xhr_streaming/.test(pathname)) return ['Pusher', 'XHR streaming'];
    if (/xhr_send/.test(pathname)) return ['Pusher', UNCLEAR];
    if (sockjs || /\/xhr(?:$|\/)/.test(pathname)) return ['Pusher', 'HTTP long-polling'];
  }
  if (sockjs === 'eventsource') return ['SockJS', 'EventSource'];
  if (sockjs === 'xhr_streaming') return ['SockJS', 'XHR streaming'];
  if (sockjs === 'htmlfile') return ['SockJS', 'HTML streaming'];
  if (sockjs?.endsWith('_send')) return ['SockJS', UNCLEAR];
  if (sockjs) return ['SockJS', sockjs === 'jsonp' ? 'JSONP polling' : 'XHR polling'];
  if (/\/cometd(?:\/|$)/.test(pathname)) return ['CometD', 'HTTP long-polling'];
  if (/\/(?:handshake|connect)$/.test(pathname) && /faye/.test(pathname))
    return ['Faye', 'HTTP long-polling'];
  return null;
}

/**
 * What an application fell back to, by its requests to the host of a socket that failed, made after it. The one with
 * the most requests, and rather one that is clear; null where there is none.
 *
 * @param since when the socket was made, milliseconds since the epoch
 */
export function findFallback(
  requests: readonly PageRequest[],
  socketUrl: string,
  since: number,
): Fallback | null {
  if (!URL.canParse(socketUrl)) return null;
  const { host, hostname } = new URL(socketUrl);
  const found = new Map<string, Fallback>();
  for (const { url: text, time } of requests) {
    if (time < since || !URL.canParse(text)) continue;
    const url = new URL(text);
    const transport = transportOf(url);
    // Pusher's fallback has a host name of its own.
    if (
      !transport ||
      (url.host !== host && !(transport[0] === 'Pusher' && isRelated(url.hostname, hostname)))
    )
      continue;
    const [library, name] = transport;
    const fallback = found.get(transport.join()) ?? { library, transport: name, host: url.host, requests: 0 };
    fallback.requests++;
    found.set(transport.join(), fallback);
  }
  const unclear = ({ transport }: Fallback): number => Number(transport === UNCLEAR);
  return [...found.values()].sort((a, b) => unclear(a) - unclear(b) || b.requests - a.requests)[0] ?? null;
}

const isRelated = (a: string, b: string): boolean =>
  a.split('.').slice(-2).join('.') === b.split('.').slice(-2).join('.');

/** What to say of it: what the application does now, and why. */
export const fallbackSentence = ({ library, transport, host, requests }: Fallback): string =>
  `${library} fell back to ${transport} with ${host}: ${requests} ${requests === 1 ? 'request' : 'requests'} since this socket failed, because it failed.`;
