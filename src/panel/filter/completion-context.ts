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

/**
 * What the recording holds that a filter may ask for, the most frequent first. Nothing of it is looked for before somebody
 * asks: most of what is typed is plain words.
 */
export function completionContext(session: Session): CompletionContext {
  const { connections } = session;
  const newest = connections.slice(-NAMED_CONNECTIONS);
  let known: Learned | null = null;
  const learned = (): Learned => {
    known ??= learn(session);
    return known;
  };
  return {
    connections: connections.length,
    get urls() {
      return byFrequency(newest.flatMap(({ url }) => partsOf(url)));
    },
    get protocols() {
      return byFrequency(newest.map(({ protocol }) => protocol));
    },
    get events() {
      return byFrequency(learned().events);
    },
    get paths() {
      return mostFirst(learned().paths.counts);
    },
    values: (path) => mostFirst(learned().paths.valuesAt(path)),
  };
}

interface Learned {
  events: string[];
  paths: JsonPaths;
}

/** Reads the newest frames. */
function learn(session: Session): Learned {
  const { frames } = session;
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
  return { events, paths };
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
