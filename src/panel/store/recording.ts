import { type Signal, signal } from '@preact/signals';
import type { ArmCommand, Command } from '../../protocol/command.ts';
import type { CaptureEvent, ResultEvent } from '../../protocol/event.ts';
import type { Heard } from '../../protocol/hand-over.ts';
import type { DocumentInfo } from '../../protocol/link.ts';
import { isPartOf } from '../../protocol/navigation.ts';
import { createReception, type Reception } from '../../protocol/reception.ts';
import { carryOver, keepDocuments } from '../../session/carry-over.ts';
import type { Connection } from '../../session/connection.ts';
import { type ParkedPiece, park, unpark } from '../../session/park.ts';
import { recordStopped } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import type { Host, Inheritance } from '../host.ts';
import { apply } from './apply.ts';
import type { Library } from './library.ts';
import type { Settings } from './settings.ts';

type DistributiveOmit<Union, Key extends keyof never> = Union extends unknown ? Omit<Union, Key> : never;
/** A command before it gets its number. */
export type Order = DistributiveOmit<Command | ArmCommand, 'command'>;

type Watcher = (key: string, event: CaptureEvent) => void;

/** The live session's tie to the inspected page. */
export interface Recording {
  on: Signal<boolean>;
  /** documents that cannot be recorded until they are reloaded: their scripts ran before ours, or ours never did */
  late: Signal<number>;
  start(): Promise<void>;
  toggle(): void;
  clear(): void;
  /** The next navigation keeps what is recorded, whatever the setting. */
  keepOnce(): void;
  /** Asks the connection's document; resolves with how it ended. */
  order(connection: Connection, order: Order): Promise<ResultEvent>;
  /** Asks a document by key. */
  orderDocument(key: string, order: Order): Promise<ResultEvent>;
  /** The document to open a connection from that was opened by one of `origin`: such a one, else the tab's top document. */
  documentOf(origin: string): DocumentInfo | null;
  /** Leaves `plan` (a `PagePlan` as JSON) to what the page's frames of other origins will be once it is reloaded. */
  armFrames(plan: string): Promise<void>;
  /** Records something that no document of the tab reported: what the panel did itself. */
  tell(key: string, event: CaptureEvent): void;
  /** Hears everything that happens from now on; returns the way to stop. */
  watch(watcher: Watcher): () => void;
  /** The panel goes away: leaves the recording behind. */
  bequeath(): void;
}

const GONE = 'The page of this connection is gone.';
/** A document that does not answer a command for this long (milliseconds) is taken for gone. */
export const COMMAND_TIMEOUT_MS = 10_000;
/** A page that has not introduced itself for this long (milliseconds) does not run our scripts. */
export const UNREACHED_MS = 2_000;
/** How long frames may take to be armed before the page is reloaded all the same, in milliseconds. */
export const ARM_WAIT_MS = 1_000;
/** What was under way when recording was stopped has come after this, in milliseconds. */
const UNDER_WAY_MS = 1_000;
/** Panels on the same tab hear each other's results: far apart, their commands are not mixed up. */
const FIRST_COMMAND = 2 ** 40;

export function createRecording(host: Host, library: Library, settings: Settings): Recording {
  const on = signal(true);
  const late = signal(0);
  const watchers = new Set<Watcher>();
  const waiting = new Map<number, { key: string; resolve: (result: ResultEvent) => void }>();
  const present = new Map<string, DocumentInfo>();
  let reception: Reception | null = null;
  let commands = Math.floor(Math.random() * FIRST_COMMAND);
  let keep = false;
  let unreached = false;

  const settle = (command: number, result: ResultEvent): void => {
    waiting.get(command)?.resolve(result);
    waiting.delete(command);
  };

  const watchAll = (key: string, event: CaptureEvent): void => {
    if (event.type === 'result') settle(event.command, event);
    for (const watcher of watchers) watcher(key, event);
  };

  const countLate = (): void => {
    const blind = [...present.values()].filter((one) => !one.capturing).length;
    late.value = blind + (unreached ? 1 : 0);
  };

  const topDocument = (): DocumentInfo | null => [...present.values()].findLast(({ top }) => top) ?? null;

  const framesOfPage = (): DocumentInfo[] =>
    [...present.values()].filter(({ top, worker, capturing }) => !top && !worker && capturing);

  /** The page before goes from the list, with all that was part of it. */
  const startAnew = (top: DocumentInfo): void => {
    const before = library.live();
    const kept = new Set<string>();
    for (const [key, document] of before.documents) if (isPartOf(document, top)) kept.add(key);
    library.replaceLive(
      kept.size > 0 ? keepDocuments(before, kept, `live-${Date.now()}`, Date.now()) : undefined,
    );
    // A document that comes back has to tell its story anew.
    for (const key of reception?.seen.keys() ?? [])
      if (key !== top.key && !kept.has(key)) reception?.seen.delete(key);
  };

  const onDocument = (document: DocumentInfo): void => {
    const navigated = document.top && !library.live().documents.has(document.key);
    const clears = navigated && on.value && !settings.preserveLog.value && !keep;
    if (clears && hasContent(library.live())) startAnew(document);
    if (navigated) keep = false;
    if (document.top) {
      unreached = false;
      for (const [key, other] of present) if (!isPartOf(other, document)) present.delete(key);
    }
    present.delete(document.key);
    present.set(document.key, document);
    countLate();
  };

  /** Where a page of the web stays silent, our scripts are not in it: the extension came, or came anew, after it. */
  const look = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, UNREACHED_MS));
    if (topDocument() || !/^(?:https?|file):/.test(await host.pageUrl())) return;
    unreached = (await host.siteAccess()) !== 'withheld' && !topDocument();
    countLate();
  };

  const take = (heard: Heard): void => {
    if (heard.type === 'document') onDocument(heard.document);
    const session = library.live();
    apply(session, heard, watchAll);
    library.touch(session);
  };

  const onLost = (key: string): void => {
    present.delete(key);
    countLate();
    for (const [command, { key: of }] of waiting) if (of === key) settle(command, gone(command));
    take({ type: 'lost', key, time: Date.now() });
  };

  const adopt = (inheritance: Inheritance | null): void => {
    if (!inheritance) return;
    on.value = inheritance.recording;
    const parked = unpark(inheritance.parked as ParkedPiece[]);
    if (parked) library.replaceLive(parked);
    for (const heard of inheritance.heard) take(heard);
    // Whoever is there introduces itself again.
    present.clear();
  };

  const orderDocument = (key: string, order: Order): Promise<ResultEvent> => {
    const command = ++commands;
    return new Promise((resolve) => {
      if (!present.has(key)) return resolve(gone(command));
      waiting.set(command, { key, resolve });
      setTimeout(() => settle(command, gone(command)), COMMAND_TIMEOUT_MS);
      reception?.command(key, { ...order, command } as Command | ArmCommand);
    });
  };

  return {
    on,
    late,
    async start() {
      const inheritance = await host.inherit();
      adopt(inheritance);
      reception = createReception(
        (listener) => host.openLink(listener),
        {
          onDocument: (document) => take({ type: 'document', document }),
          onEvents(key, events) {
            take({ type: 'events', key, events });
            return true;
          },
          onLost,
        },
        { recording: on.value, seen: inheritance?.seen ?? [] },
      );
      host.onNavigated(() => void look());
      void look();
    },
    toggle() {
      on.value = !on.value;
      reception?.record(on.value);
      if (on.value) return;
      const session = library.live();
      const end = recordStopped(session);
      setTimeout(() => {
        end();
        // What came since then was sent before the page heard of it.
        if (!on.peek()) recordStopped(session)();
        library.touch(session);
      }, UNDER_WAY_MS);
    },
    clear() {
      library.replaceLive(carryOver(library.live(), `live-${Date.now()}`, Date.now()));
    },
    keepOnce() {
      keep = true;
    },
    order: (connection, order) => orderDocument(connection.document, order),
    orderDocument,
    documentOf(origin) {
      const top = topDocument();
      if (origin === '' || top?.origin === origin) return top;
      return framesOfPage().find((one) => one.origin === origin) ?? top;
    },
    async armFrames(plan) {
      // Frames of the page's own origin inherit its plan: nothing need be left where the page itself would find it.
      const top = topDocument();
      const strangers = framesOfPage().filter(({ origin }) => origin !== top?.origin);
      const told = strangers.map(({ key }) => orderDocument(key, { type: 'arm', plan }));
      // One that hangs is not worth waiting for: it will not take the place of anything soon.
      const patience = new Promise((resolve) => setTimeout(resolve, ARM_WAIT_MS));
      if (told.length > 0) await Promise.race([Promise.all(told), patience]);
    },
    tell: (key, event) => take({ type: 'events', key, events: [event] }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    bequeath() {
      if (!reception) return;
      const session = library.live();
      const seen = [...reception.seen];
      const documents = [...session.documents.keys()];
      const keepsLog = settings.preserveLog.peek();
      host.bequeath({ seen, documents, recording: on.value, keepsLog }, park(session));
      reception.close();
    },
  };
}

const hasContent = (session: Session): boolean =>
  session.connections.length > 0 || session.documents.size > 0;

const gone = (command: number): ResultEvent => ({
  type: 'result',
  command,
  error: { code: 'NO_CONNECTION', message: GONE },
});
