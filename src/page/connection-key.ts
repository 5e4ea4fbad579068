import { KEY_PREFIX } from '../protocol/handshake.ts';
import type { resolveSocketUrl } from './document-url.ts';
import { startsWith } from './primordials.ts';
import type { KeyFor } from './tap.ts';

/**
 * Names for the connections of this document or worker that no page can guess. None for what the constructor is going to refuse:
 * the stack of its error is the page's to see.
 */
export function createKeys(resolve: typeof resolveSocketUrl): KeyFor {
  // Not by `randomUUID`, which pages over http: do not have.
  const [high = 0n, low = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  const prefix = `${KEY_PREFIX}${high.toString(36)}${low.toString(36)}_`;
  // Mixed content (W3C) is refused as well, unless it stays on this machine: that goes without a name.
  const isSecure = startsWith(origin, 'https:');
  let count = 0;
  return ({ url, protocols }) => {
    const resolved = resolve(url, protocols);
    return resolved === null || (isSecure && startsWith(resolved, 'ws:')) ? '' : `${prefix}${++count}`;
  };
}
