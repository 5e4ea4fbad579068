import { KEY_PREFIX } from '../protocol/handshake.ts';
import type { resolveSocketUrl } from './document-url.ts';
import type { KeyFor } from './tap.ts';

/**
 * Names for the connections of this document or worker that no page can guess. None for what the constructor is going to refuse:
 * the stack of its error is the page's to see.
 */
export function createKeys(resolve: typeof resolveSocketUrl): KeyFor {
  // Not by `randomUUID`, which pages over http: do not have.
  const [high = 0n, low = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  const prefix = `${KEY_PREFIX}${high.toString(36)}${low.toString(36)}_`;
  let count = 0;
  return ({ url, protocols }) => (resolve(url, protocols) === null ? '' : `${prefix}${++count}`);
}
