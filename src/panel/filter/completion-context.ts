import type { CompletionContext } from '../../filter/complete.ts';
import type { Session } from '../../session/session.ts';
import { FrameView } from '../store/subject.ts';
import { JsonPaths } from './json-paths.ts';

/** So many of the newest frames are asked for their names and JSON paths, */
const NAMED_FRAMES = 400;
/** while they are so many bytes together: it is done as one types. */
const NAMED_BYTES = 256 * 1024;
/** So many of the newest connections are asked for their hosts and subprotocols. */
const NAMED_CONNECTIONS = 200;

/** What the recording holds that a filter may ask for, the most frequent first. */
export function completionContext(session: Session): CompletionContext {
  const { connections, frames } = session;
  const view = new FrameView(session);
  const events: string[] = [];
  const paths = new JsonPaths();
  const oldest = Math.max(0, frames.length - NAMED_FRAMES);
  let bytes = 0;
  for (let frame = frames.length - 1; frame >= oldest; frame--) {
    bytes += frames.size(frame);
    if (bytes > NAMED_BYTES) break;
    view.at(frame);
    events.push(view.name);
    if (!view.isBinary) paths.add(view.json());
  }
  const newest = connections.slice(-NAMED_CONNECTIONS);
  return {
    connections: connections.length,
    urls: byFrequency(newest.flatMap(({ url }) => partsOf(url))),
    protocols: byFrequency(newest.map(({ protocol }) => protocol)),
    events: byFrequency(events),
    paths: mostFirst(paths.counts),
    values: (path) => mostFirst(paths.valuesAt(path)),
  };
}

function partsOf(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { host, pathname } = new URL(url);
  return pathname === '/' ? [host] : [host, pathname];
}

function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return mostFirst(counts);
}

const mostFirst = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].sort(([, one], [, other]) => other - one).map(([value]) => value);
