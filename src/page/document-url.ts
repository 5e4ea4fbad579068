import { apply, getOwnPropertyDescriptor } from './primordials.ts';
import { socketUrl } from './socket-url.ts';

const baseOf = getOwnPropertyDescriptor(Node.prototype, 'baseURI')?.get as () => string;
const page = document;

/** {@link socketUrl} in this document. */
export const resolveSocketUrl = (text: string, protocols: string[]): string | null =>
  socketUrl(text, protocols, apply(baseOf, page, []));
