import type { Header, SeenHandshake } from '../protocol/handshake.ts';

/** Handshakes remembered for a tab at most; older ones make room. */
export const MAX_HANDSHAKES = 2_000;

/** What the browser reports of a request, in the fields we use (`webRequest` event details). */
export interface RequestDetails {
  requestId: string;
  url: string;
  timeStamp: number;
  requestHeaders?: { name: string; value?: string }[];
  responseHeaders?: { name: string; value?: string }[];
  statusCode?: number;
  statusLine?: string;
  ip?: string | null;
  error?: string;
}

/** One tab's handshakes, put together from what the browser reports of each request step by step. */
export class HandshakeLog {
  #seen = new Map<string, SeenHandshake>();
  #done: SeenHandshake[] = [];

  /** Takes a report; returns the handshake once it is complete. */
  take(details: RequestDetails, final: boolean): SeenHandshake | null {
    const handshake = this.#seen.get(details.requestId) ?? begin(details);
    this.#seen.set(details.requestId, handshake);
    if (details.requestHeaders) handshake.request = headers(details.requestHeaders);
    if (details.responseHeaders) handshake.response = headers(details.responseHeaders);
    if (details.statusCode) handshake.status = details.statusCode;
    if (details.statusLine) handshake.statusText = details.statusLine.replace(/^\S+\s+\d+\s*/, '');
    if (details.ip) handshake.remoteAddress = details.ip;
    if (details.error) handshake.failure = details.error;
    if (!final) return null;
    this.#seen.delete(details.requestId);
    this.#done.push(handshake);
    if (this.#done.length > MAX_HANDSHAKES) this.#done.shift();
    return handshake;
  }

  /** All that are complete, in the order they began. */
  all(): SeenHandshake[] {
    return [...this.#done].sort((a, b) => a.time - b.time);
  }
}

const begin = ({ requestId, url, timeStamp }: RequestDetails): SeenHandshake => ({
  id: requestId,
  url,
  time: timeStamp,
  request: [],
  status: 0,
  statusText: '',
  response: [],
  failure: '',
  remoteAddress: '',
});

const headers = (list: readonly { name: string; value?: string }[]): Header[] =>
  list.map(({ name, value }) => ({ name, value: value ?? '' }));
