import { apply, getOwnPropertyDescriptor, includes, slice, startsWith } from './primordials.ts';

const NativeURL = URL;
const isFirefox = __BROWSER__ === 'firefox';
const href = getOwnPropertyDescriptor(NativeURL.prototype, 'href')?.get as () => string;

/** RFC 2616 separators, which RFC 6455 section 4.1 forbids in a subprotocol. */
const SEPARATORS = '()<>@,;:\\"/[]?={}';

/**
 * The URL `new WebSocket(text, protocols)` would connect to, by the constructor's own rules (WHATWG WebSockets);
 * null where it would throw.
 *
 * @param base of the document, or of the worker
 */
export function socketUrl(text: string, protocols: string[], base: string): string | null {
  if (isFirefox && text === '') return null;
  for (let index = 0; index < protocols.length; index++) {
    if (!isToken(protocols[index] as string)) return null;
    for (let other = 0; other < index; other++) if (protocols[other] === protocols[index]) return null;
  }
  let url: string;
  try {
    url = apply(href, new NativeURL(text, base), []);
  } catch {
    return null;
  }
  if (startsWith(url, 'http:') || startsWith(url, 'https:')) url = `ws${slice(url, 4)}`;
  return (startsWith(url, 'ws:') || startsWith(url, 'wss:')) && !includes(url, '#') ? url : null;
}

function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string;
    if (char <= ' ' || char > '~' || includes(SEPARATORS, char)) return false;
  }
  return text !== '';
}
