import type { Cause } from './cause.ts';
import type { HandshakeFacts } from './diagnosis.ts';

/** What is said of a cause; texts may depend on what is known. */
export interface Advice {
  short: string | ((facts: Told) => string);
  sentence: string | ((facts: Told) => string);
  todo: readonly string[];
  /** how the other browser, or another tool, shows the same */
  also?: string;
  /** the response header to blame */
  header?: string;
}

/** What texts may speak of. */
export interface Told {
  facts: HandshakeFacts;
  /** `Chrome` or `Firefox` */
  browser: string;
  host: string;
  port: string;
  /** the status as far as anything tells, 0 if nothing does */
  status: number;
  statusText: string;
  /** the seconds it took */
  seconds: string;
  location: string;
}

const PROXY =
  'Is a proxy or load balancer in front of the server? Compare with a request straight to the server; it must pass on Upgrade and Connection, over HTTP/1.1 (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade").';

const statusLine = ({ status, statusText }: Told): string => `${status} ${statusText}`.trim();

const answered = (told: Told, why: string): string =>
  `The server answered ${statusLine(told)} instead of 101 Switching Protocols: ${why}.`;

export const ADVICE: Record<Cause, Advice> = {
  'bad-url': {
    short: 'URL refused',
    sentence: ({ browser, facts }) =>
      `${browser} refused the URL before connecting: ${facts.refused?.message ?? 'it cannot be one of a WebSocket'}`,
    todo: [
      'Use a URL that begins with ws: or wss: (http: and https: will do as well) and has no # in it.',
      'Check the variable the URL is put together from: an empty host or port is the usual reason.',
    ],
  },
  'bad-subprotocol': {
    short: 'subprotocols refused',
    sentence: ({ facts }) =>
      `The constructor refused the subprotocols (${(facts.requested ?? []).join(', ') || 'an empty name'}): each must be a token, and none may be there twice.`,
    todo: [
      'Take out what is there twice; a library may have added a name of its own to yours.',
      'Names must have no spaces, commas or separators: a token or JSON does not fit here unless encoded.',
    ],
  },
  'mixed-content': {
    short: 'mixed content',
    sentence: 'The page came over https:, so it may not connect to ws:, which is not encrypted.',
    todo: [
      'Use wss: in the URL, and give the server (or a proxy in front of it) a certificate.',
      'For a server on your own machine, localhost and 127.0.0.1 are exempt in most browsers.',
    ],
  },
  constructor: {
    short: 'constructor threw',
    sentence: ({ facts }) =>
      `The constructor threw ${facts.refused?.name ?? 'an error'}: ${facts.refused?.message ?? 'it says no more'}`,
    todo: ['Look at the stack: the line that called new WebSocket is named there.'],
  },
  csp: {
    short: 'blocked by CSP',
    sentence: ({ facts, host }) =>
      `The page's Content Security Policy (${facts.blocked?.directive ?? 'connect-src'}) does not allow connections to ${host}, so nothing was sent.`,
    todo: [
      "Add the server to connect-src in the page's Content-Security-Policy, with its scheme: wss://host.",
      "'self' stands for wss: on the same host in current browsers; older ones need it spelt out.",
    ],
    also: 'Chrome fires error alone and may never fire close.',
  },
  'unsafe-port': {
    short: 'port blocked',
    sentence: ({ browser, port }) =>
      `${browser} does not connect to port ${port}: it belongs to another protocol and is blocked.`,
    todo: [
      'Let the server listen on a port that is not on the list of bad ports (Fetch standard), such as 443 or 8080.',
    ],
    also: 'Firefox shows the attempt in no log; only the port gives it away.',
  },
  offline: {
    short: 'offline',
    sentence: 'The computer has no network connection.',
    todo: ['Connect to a network and try again.', 'Listen to the online event before connecting again.'],
  },
  dns: {
    short: 'host not found',
    sentence: ({ host }) => `The name ${host} could not be resolved to an address.`,
    todo: [
      'Check the host in the URL for a typing error, or a name that only exists in another network or VPN.',
      'Ask the name server: nslookup with that host.',
    ],
  },
  refused: {
    short: 'connection refused',
    sentence: ({ host, port }) => `Nothing listens on port ${port} of ${host}: the connection was refused.`,
    todo: [
      'Is the server running, and on this port? A server in a container must publish it.',
      'Does it listen on this address? A server on 127.0.0.1 is not reached by another name, and localhost may mean ::1.',
    ],
  },
  unreachable: {
    short: 'unreachable',
    sentence: ({ host }) => `There is no way to ${host} from this network.`,
    todo: ['Check VPN, firewall and address: the host did not answer at all.'],
  },
  tls: {
    short: 'TLS failed',
    sentence: ({ host, browser }) =>
      `TLS with ${host} failed: ${browser} does not trust the certificate, or the server does not speak TLS on this port.`,
    todo: [
      'Open the https: form of the URL in a tab: the page that warns names the fault. A WebSocket never shows that warning.',
      'Give the server a certificate that covers this host name and is not expired; for development, trust your own authority.',
      'If the server speaks no TLS on this port, use ws: (from an http: page) or another port.',
    ],
  },
  tunnel: {
    short: 'proxy refused',
    sentence: 'The proxy between the browser and the server did not let the connection through.',
    todo: [
      'Allow CONNECT to this host and port in the proxy, or leave the host out of proxying.',
      'wss: passes proxies more easily than ws:, as they see an ordinary TLS tunnel.',
    ],
  },
  timeout: {
    short: 'timed out',
    sentence: ({ seconds }) => `No answer came to the handshake: it was given up after ${seconds}.`,
    todo: [
      'The connection stands, so something took the request and did not answer: look at the server’s upgrade handler and its log.',
      PROXY,
    ],
    also: 'Chrome waits four minutes, Firefox 20 seconds, unless the server or a proxy gives up earlier.',
  },
  'hung-up': {
    short: 'hung up',
    sentence: 'The connection was closed before the server answered the handshake.',
    todo: [
      'Look for a crash or an unhandled error in the server at that time: nobody answered, but somebody listened.',
      'Does the port speak TLS? Then the URL must begin with wss:.',
      'A firewall or proxy that does not know Upgrade often hangs up like this; wss: usually gets past it.',
    ],
  },
  'not-http': {
    short: 'no HTTP answer',
    sentence: ({ port }) => `What listens on port ${port} did not answer in HTTP.`,
    todo: [
      'Check the port: it may belong to another service, or to a raw TCP protocol.',
      'Does the port speak TLS? Then the URL must begin with wss:.',
    ],
  },
  'status-200': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'it took the handshake for an ordinary request'),
    todo: [
      'Check the path: a page or a single-page app’s catch-all may answer here instead of the WebSocket endpoint.',
      PROXY,
    ],
  },
  redirect: {
    short: (told) => statusLine(told),
    sentence: (told) =>
      answered(
        told,
        `it redirects${told.location ? ` to ${told.location}` : ''}, and WebSockets do not follow redirects`,
      ),
    todo: [
      'Connect to the target of the redirect at once: often that is wss: for ws:, a trailing slash, or another host.',
      'A redirect to a sign-in page means that no valid session came along.',
    ],
  },
  'status-400': {
    short: (told) => statusLine(told),
    sentence: (told) =>
      answered(
        told,
        'it found the request malformed, often because Upgrade or Connection got lost on the way',
      ),
    todo: [
      PROXY,
      'Socket.IO, SockJS and others answer 400 to a path, transport or session that they do not know: compare versions and paths.',
    ],
  },
  'status-401': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'it wants credentials'),
    todo: [
      'new WebSocket cannot set an Authorization header: sign in by cookie, by a token in the URL or a subprotocol, or in the first message.',
      'Did the cookie go along? SameSite and third-party rules may keep it back; Evidence says whether one went.',
    ],
  },
  'status-403': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'it does not let this page connect'),
    todo: [
      'Many servers compare Origin with a list: add the origin that Evidence names.',
      'Check the session or token that the server bases its decision on.',
    ],
  },
  'status-404': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'there is nothing at this path'),
    todo: [
      'Compare path and query with the server’s WebSocket route, including a prefix that a proxy adds or takes away.',
      'Is the route there for upgrades too? Frameworks often route those apart from ordinary requests.',
    ],
  },
  'status-407': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'a proxy wants credentials first'),
    todo: [
      'Sign in to the proxy in an ordinary tab first, or leave this host out of proxying.',
      'If this comes from your own server: 407 is for proxies; 401 is what it means.',
    ],
  },
  'status-426': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'it did not see the request to upgrade, or wants another version'),
    todo: [
      PROXY,
      'Does the response carry Sec-WebSocket-Version? Then the server does not know version 13 and is too old.',
    ],
  },
  'status-429': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'there were too many attempts'),
    todo: ['Wait longer between attempts, with growing pauses; Retry-After may say how long.'],
  },
  gateway: {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, 'a proxy did not get a proper answer from the server behind it'),
    todo: [
      'Is the server behind the proxy running, and does the proxy know its right address and port?',
      PROXY,
      'If it comes after a fixed time, raise the proxy’s timeout (nginx: proxy_read_timeout).',
    ],
  },
  'status-other': {
    short: (told) => statusLine(told),
    sentence: (told) => answered(told, told.status >= 500 ? 'it failed' : 'it did not accept the handshake'),
    todo: ['Look at the server’s log for this request: the status is its own.', PROXY],
  },
  'no-upgrade': {
    short: 'no Upgrade header',
    sentence: ({ browser }) =>
      `The server answered 101 without “Upgrade: websocket”, so ${browser} closed the connection.`,
    todo: ['Let the server send Upgrade: websocket with its 101.', PROXY],
    header: 'Upgrade',
  },
  'no-connection': {
    short: 'no Connection header',
    sentence: ({ browser }) =>
      `The server answered 101 without “Connection: Upgrade”, so ${browser} closed the connection.`,
    todo: ['Let the server send Connection: Upgrade with its 101.', PROXY],
    header: 'Connection',
  },
  'no-accept': {
    short: 'no Sec-WebSocket-Accept',
    sentence: ({ browser }) =>
      `The server answered 101 without Sec-WebSocket-Accept, so ${browser} closed the connection.`,
    todo: [
      'Let the server send the base64 of the SHA-1 of the key and 258EAFA5-E914-47DA-95CA-C5AB0DC85B11.',
      'Whatever answered may be no WebSocket server: other protocols use 101 too.',
    ],
    header: 'Sec-WebSocket-Accept',
  },
  'wrong-accept': {
    short: 'wrong Sec-WebSocket-Accept',
    sentence: ({ browser }) =>
      `The server’s Sec-WebSocket-Accept does not fit the key that was sent, so ${browser} closed the connection.`,
    todo: [
      'The server must append 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 to the key as it stands, take the SHA-1, and send its 20 bytes in base64.',
      'A cache or proxy may have answered with an earlier handshake’s response: compare with a request straight to the server.',
    ],
    header: 'Sec-WebSocket-Accept',
  },
  'subprotocol-none': {
    short: 'no subprotocol chosen',
    sentence: ({ facts, browser }) =>
      facts.opened
        ? 'The server accepted the upgrade but chose none of the subprotocols the page asked for: the connection is open without one, which Chrome would refuse.'
        : `The server accepted the upgrade but chose none of the subprotocols the page asked for, so ${browser} closed the connection.`,
    todo: [
      'On the server, answer with one of those asked for. With ws for Node: new WebSocketServer({ handleProtocols: (asked) => asked.has("name") && "name" }).',
      'If it has no subprotocols, drop the second argument of new WebSocket.',
      'Behind a proxy? It may have removed the response header. Compare with a request straight to the server.',
    ],
    also: 'Firefox opens such a connection with an empty protocol, Chrome closes it: a bug may hide in one and show in the other.',
    header: 'Sec-WebSocket-Protocol',
  },
  'subprotocol-unasked': {
    short: 'subprotocol not asked for',
    sentence: ({ facts, browser }) =>
      facts.opened
        ? 'The server chose a subprotocol though the page asked for none; Chrome would refuse that.'
        : `The server chose a subprotocol though the page asked for none, so ${browser} closed the connection.`,
    todo: [
      'On the server, send Sec-WebSocket-Protocol only where the request has it.',
      'Or ask for it: new WebSocket(url, "name").',
    ],
    also: 'Firefox opens such a connection, Chrome closes it.',
    header: 'Sec-WebSocket-Protocol',
  },
  'subprotocol-other': {
    short: 'other subprotocol chosen',
    sentence: ({ facts, browser }) =>
      facts.opened
        ? 'The server chose a subprotocol that the page did not ask for; Chrome would refuse that.'
        : `The server chose a subprotocol that the page did not ask for, so ${browser} closed the connection.`,
    todo: [
      'Let server and page agree on a name, letter by letter: case matters. The server answers with exactly one.',
    ],
    header: 'Sec-WebSocket-Protocol',
  },
  'extension-unknown': {
    short: 'unknown extension',
    sentence: ({ browser }) =>
      `The server accepted an extension that ${browser} did not offer, so ${browser} closed the connection.`,
    todo: [
      'Let the server accept only what Sec-WebSocket-Extensions offers: browsers offer permessage-deflate, nothing else.',
    ],
    header: 'Sec-WebSocket-Extensions',
  },
  'extension-parameters': {
    short: 'extension parameters',
    sentence: ({ browser }) =>
      `The server accepted permessage-deflate with parameters that are not allowed, so ${browser} closed the connection.`,
    todo: [
      'Let the server answer with the parameters of RFC 7692 section 7.1 only; or turn compression off to see that it is the reason.',
    ],
    header: 'Sec-WebSocket-Extensions',
  },
  'protocol-error': {
    short: 'protocol error',
    sentence: 'The connection was open and ended because a frame broke the rules of the protocol.',
    todo: [
      'Something wrote bytes into the stream that are no frame: a proxy, or a server that writes to the raw socket after the upgrade.',
      'Compression on one side only shows as reserved bits that are on: compare Sec-WebSocket-Extensions with what the server does.',
    ],
  },
  'invalid-text': {
    short: 'text is not UTF-8',
    sentence: 'The connection was open and ended because a text message was not valid UTF-8.',
    todo: [
      'Send what is not text as a binary message.',
      'Encode text as UTF-8, and never cut a message in the middle of a character.',
    ],
  },
  'too-big': {
    short: 'message too big',
    sentence: 'The connection was open and ended because a message was larger than the other side takes.',
    todo: [
      'Raise the server’s limit (maxPayload, max_message_size, maxHttpBufferSize), or send the data in parts.',
      'The last message that was sent is the one to look at.',
    ],
  },
  'broken-off': {
    short: 'broke off',
    sentence:
      'The connection was open and broke off without a close frame: the network, a proxy, or a server that went down.',
    todo: [
      'If it comes after the same time of silence each time, a proxy cuts idle connections: send a ping more often, or raise its timeout.',
      'Look for a crash or restart of the server at that time.',
      'Connect again, with growing pauses: phones change networks and laptops sleep.',
    ],
  },
  'server-closed': {
    short: 'closed by the server',
    sentence: ({ facts }) =>
      `The server closed the connection with code ${facts.closed?.code ?? 0}${facts.closed?.reason ? `: ${facts.closed.reason}` : ''}.`,
    todo: ['The code and the reason are the server’s own: its log says more.'],
  },
  'closed-early': {
    short: 'closed before opening',
    sentence: 'The page called close() before the handshake had ended.',
    todo: [
      'Look for code that gives up while connecting: a cleanup function that runs twice, or a timeout that is too short.',
    ],
  },
  blank: {
    short: 'not opened',
    sentence:
      'The handshake failed, and Chrome says nothing of the reason: its text is blank, which it is for everybody while an extension holds webRequest or declarativeNetRequest.',
    todo: [
      'Try it in a profile without other extensions (ad blockers, header editors), or turn them off: then the reason is shown here.',
      'The server’s log, or Firefox, may tell it at once.',
    ],
  },
  unseen: {
    short: 'not opened',
    sentence: ({ facts, browser }) =>
      facts.exchange?.failure
        ? `The handshake failed, and ${browser} said no more than “${facts.exchange.failure}”.`
        : 'The handshake failed. Browsers do not tell pages why, and nothing else is known here.',
    todo: [
      'Reload the page with DevTools open: then the browser’s own log of the handshake is read too.',
      'The browser’s console may say more.',
    ],
  },
  none: { short: '', sentence: 'The handshake keeps every rule.', todo: [] },
};
