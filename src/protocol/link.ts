import type { ArmCommand, Command } from './command.ts';
import type { ResultEvent } from './event.ts';
import type { Payload } from './payload.ts';
import type { Packed } from './run.ts';

/**
 * Name of the ports between a recorder (DevTools page, panel) and a document; where a relay pairs them, `:` and the
 * recorder's id follow, else `:` and the key of a worker, where it is for one.
 */
export const LINK_NAME = 'framereel';
/** Chrome: name of the port by which a document that goes away says the rest, followed by its key. */
export const LATE_NAME = 'framereel:late:';
/** Name of the port between a recorder and the relay, followed by the recorder's id, `:` and its tab. */
export const RELAY_NAME = 'framereel-relay:';

/** Content script → extension, once for each document: is anybody recording this tab? */
export interface Hello {
  framereel: 'hello';
  /** key of a worker that the document speaks for, with a port of its own; absent where it speaks for itself */
  as?: string | undefined;
}

/** Extension → content script, or the answer to a {@link Hello}: these recorders want to hear of this document. */
export interface Call {
  framereel: 'call';
  /** ids to connect to by name; empty where recorders connect by themselves */
  recorders: string[];
  /** Firefox: the tap for workers made of a Blob */
  tap?: string;
}

export const isHello = (message: unknown): message is Hello =>
  (message as Hello | null | undefined)?.framereel === 'hello';

export const isCall = (message: unknown): message is Call =>
  (message as Call | null | undefined)?.framereel === 'call';

/** A document we capture, as its content script introduces it. */
export interface DocumentInfo {
  /** unguessable and unique; the same for as long as the content script lives */
  key: string;
  url: string;
  /** serialised origin, `null` for an opaque one */
  origin: string;
  /** true for the tab's top document */
  top: boolean;
  /** milliseconds since the epoch when the document was made */
  time: number;
  /**
   * milliseconds since the epoch when it was last shown, where that was later than it was made: it came back from the
   * back/forward cache, or had been prerendered
   */
  shown?: number;
  /** false where page code may have run before us: nothing is captured, and the panel says 'reload' */
  capturing: boolean;
  /** what kind of worker it is rather than a document; absent for a document */
  worker?: 'dedicated' | 'shared';
}

/** Events in order, numbered per document from 1 without holes, so that a repeated batch is recognised. */
export interface Batch {
  number: number;
  events: Packed[];
}

/** Content script → recorder. */
export type Up =
  | { type: 'document'; document: DocumentInfo }
  /** a piece of a payload too large for one message, ahead of the batch it belongs to */
  | { type: 'part'; part: Payload; at: number }
  /** `divided`: events by index whose payload went ahead in so many parts, in this order */
  | { type: 'batch'; batch: Batch; divided: Divided[] }
  /** how a command ended, to recorders that are not attached; the others find it among the events */
  | { type: 'result'; result: ResultEvent };

export interface Divided {
  event: number;
  parts: number;
}

/** Recorder → content script. */
export type Down =
  /** start (or go on) streaming; batches after `seen` are sent again, 0 is for who has none */
  | { type: 'attach'; seen: number }
  /** batches up to `number` are safe with the recorder */
  | { type: 'ack'; number: number }
  /** stop streaming: the document keeps its bounded history only */
  | { type: 'detach' }
  | { type: 'command'; command: Command | ArmCommand };

/** One recorder's connection to all documents of one tab. How the browser carries it is the implementation's affair. */
export interface Link {
  /** Delivers to the document with this key; silently nothing if it is gone. */
  send(key: string, message: Down): void;
  /** Ends all ports. Documents fall back to their bounded history. */
  close(): void;
}

/** What a {@link Link} reports. */
export interface LinkListener {
  /** `isShared`: whoever records the tab hears it, whatever it has heard of the document before. */
  onMessage(key: string, message: Up, isShared?: boolean): void;
  /** The document's port is gone (navigation, crash, a relay that died): it may come back by itself. */
  onLost(key: string): void;
}
