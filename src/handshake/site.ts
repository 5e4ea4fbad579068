/** How near the server is to the page, as far as cookies and `Origin` go. */
export type Nearness = 'same-origin' | 'same-site' | 'cross-site' | 'unknown';

/** Below these, two-letter domains sell names: `shop.co.uk` is a site, `co.uk` is none. */
const SECOND_LEVEL = new Set(
  'ac co com edu gob gouv gov go gr id ind info ltd me mil net ne nom or org plc sch web'.split(' '),
);

/** Hosts that give every customer a name below theirs: each of those names is a site. */
const HOSTING = new Set(
  (
    'appspot.com azurewebsites.net blogspot.com cloudfront.net codesandbox.io deno.dev firebaseapp.com fly.dev ' +
    'github.io gitlab.io glitch.me herokuapp.com netlify.app ngrok.app ngrok.io onrender.com pages.dev ' +
    'railway.app repl.co run.app stackblitz.io surge.sh trycloudflare.com vercel.app web.app webcontainer.io ' +
    'workers.dev'
  ).split(' '),
);

/** What the verdict below rests on, for people. */
export const SITE_RULE =
  'A site is taken to be the last two labels of a host, or three below names like co.uk and github.io; browsers use the whole Public Suffix List.';

/**
 * Same origin, same site or cross site, by RFC 6455 section 4.1 and the HTML standard's (schemeful) same site. The
 * registrable domain is approximated as {@link SITE_RULE} says.
 *
 * @param origin serialised origin of the page, '' or `null` where there is none to compare
 * @param url `ws:` or `wss:`
 */
export function nearnessOf(origin: string, url: string): Nearness {
  if (!URL.canParse(origin) || !URL.canParse(url)) return 'unknown';
  const page = new URL(origin);
  const server = new URL(url.replace(/^ws/i, 'http'));
  if (page.origin === server.origin) return 'same-origin';
  return page.protocol === server.protocol && siteOf(page.hostname) === siteOf(server.hostname)
    ? 'same-site'
    : 'cross-site';
}

/** A host's registrable domain, approximated; the host itself where it is an address or has one label. */
export function siteOf(host: string): string {
  if (host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)) return host;
  const labels = host.replace(/\.$/, '').split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const isSuffix = HOSTING.has(`${second}.${top}`) || (top.length === 2 && SECOND_LEVEL.has(second));
  return labels.slice(isSuffix ? -3 : -2).join('.');
}
