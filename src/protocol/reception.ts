import type { ArmCommand, Command } from './command.ts';
import { assemble } from './divide.ts';
import type { CaptureEvent } from './event.ts';
import type { DocumentInfo, Link, LinkListener } from './link.ts';
import type { Payload } from './payload.ts';
import { readEvents } from './read-event.ts';

/** Who listens to a {@link Reception}. */
export interface Receiver {
  onDocument(document: DocumentInfo): void;
  /** Events in order, each once. Returns whether they are safe here; until then the document keeps them. */
  onEvents(key: string, events: CaptureEvent[]): boolean;
  onLost(key: string): void;
}

/** The receiving end of all documents of a tab: attaches to each, acknowledges, drops what comes twice. */
export interface Reception {
  /** last batch number received, by document key: what another reception needs to go on without a hole */
  readonly seen: Map<string, number>;
  command(key: string, command: Command | ArmCommand): void;
  /** Starts or stops recording in all documents of now and later. */
  record(on: boolean): void;
  close(): void;
}

export function createReception(
  openLink: (listener: LinkListener) => Link,
  receiver: Receiver,
  options: { recording: boolean; seen?: Iterable<[string, number]> },
): Reception {
  const seen = new Map(options.seen ?? []);
  const present = new Set<string>();
  /** parts that came ahead of the batch they belong to */
  const ahead = new Map<string, Map<number, Payload>>();
  /** documents that were attached to and have told nothing since: their numbers may begin anywhere */
  const fresh = new Set<string>();
  /** documents of which a batch was not taken: nothing after it may be, or it would be missing in silence */
  const refused = new Set<string>();
  let { recording } = options;

  const attach = (key: string): void => {
    refused.delete(key);
    ahead.delete(key);
    fresh.add(key);
    link.send(key, { type: 'attach', seen: seen.get(key) ?? 0 });
  };

  const take = (key: string, number: number, events: CaptureEvent[] | null, isShared: boolean): void => {
    const last = seen.get(key) ?? 0;
    if (number > last) {
      // Another recorder may be ahead: what it lacks is not what comes next here.
      const isAhead = isShared && number > last + 1 && !fresh.has(key);
      if (refused.has(key) || isAhead) return;
      if (events === null || !receiver.onEvents(key, readEvents(events))) {
        refused.add(key);
        return;
      }
      fresh.delete(key);
      seen.set(key, number);
    }
    link.send(key, { type: 'ack', number });
  };

  /** Whether it is a document that was introduced, and is not forgotten. What others say late is nobody's. */
  const isKnown = (key: string): boolean => present.has(key) || seen.has(key);

  const link = openLink({
    onMessage(key, up, isShared = false) {
      if (up.type !== 'document' && !isKnown(key)) return;
      switch (up.type) {
        case 'document':
          present.add(key);
          receiver.onDocument(up.document);
          if (recording) attach(key);
          return;
        case 'part':
          ahead.set(key, (ahead.get(key) ?? new Map()).set(up.at, up.part));
          return;
        case 'batch': {
          const { batch, divided } = up;
          take(key, batch.number, assemble(batch, divided, ahead.get(key) ?? new Map()), isShared);
          ahead.delete(key);
          return;
        }
        case 'result':
          receiver.onEvents(key, readEvents([up.result]));
      }
    },
    onLost(key) {
      present.delete(key);
      receiver.onLost(key);
    },
  });

  return {
    seen,
    command: (key, command) => link.send(key, { type: 'command', command }),
    record(on) {
      recording = on;
      for (const key of present)
        if (on) attach(key);
        else link.send(key, { type: 'detach' });
    },
    close: () => link.close(),
  };
}
