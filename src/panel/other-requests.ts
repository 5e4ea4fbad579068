import type { PageRequest } from '../handshake/fallback.ts';
import type { HarEntry } from './har-handshakes.ts';

/** What DevTools' log has beside WebSockets. */
export const requestsInHar = (entries: readonly HarEntry[]): PageRequest[] =>
  entries
    .filter(({ _resourceType }) => _resourceType !== 'websocket')
    .map(({ request, startedDateTime }) => ({ url: request.url, time: Date.parse(startedDateTime) }));

/** Asks the page for its resource timings, as JSON. The page may say anything: see {@link requestsOfPage}. */
export const RESOURCES = `JSON.stringify(performance.getEntriesByType('resource').map(({ name, startTime }) => [name, performance.timeOrigin + startTime]))`;

/** @param answer what {@link RESOURCES} came to */
export function requestsOfPage(answer: unknown): PageRequest[] {
  if (typeof answer !== 'string') return [];
  try {
    const list: unknown = JSON.parse(answer);
    return Array.isArray(list) ? list.flatMap(readRequest) : [];
  } catch {
    return [];
  }
}

function readRequest(entry: unknown): PageRequest[] {
  const [url, time]: unknown[] = Array.isArray(entry) ? entry : [];
  return typeof url === 'string' && typeof time === 'number' ? [{ url, time }] : [];
}
