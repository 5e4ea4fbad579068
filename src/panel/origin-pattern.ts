/** The match pattern for a page's host, as permission requests take it; null for pages that have none. */
export function originPattern(url: string): string | null {
  const page = pageOfWeb(url);
  return page && `${page.protocol}//${page.hostname}/*`;
}

/** A page's serialised origin; null for pages that are none of the web's. */
export const webOrigin = (url: string): string | null => pageOfWeb(url)?.origin ?? null;

function pageOfWeb(url: string): URL | null {
  const page = URL.parse(url);
  return page?.protocol === 'http:' || page?.protocol === 'https:' ? page : null;
}
