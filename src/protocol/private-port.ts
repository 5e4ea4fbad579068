import type { Command } from './command.ts';
import type { CaptureEvent, FrameEvent, PayloadEvent } from './event.ts';
import type { Packed } from './run.ts';

/**
 * What the page script hands over at once. Frames whose payload is a Blob carry the Blob itself in
 * `blob`; the content script reads it and turns it into a later `payload` event. Where `apart` is true the payload
 * went ahead in an event of its own.
 */
export interface FromPage {
  events: Packed<PageEvent>[];
  /** true for what was kept while nobody recorded: connection by connection, to be put in order of time */
  history?: boolean;
}

export type PageEvent =
  | Exclude<CaptureEvent, FrameEvent | PayloadEvent>
  | (FrameEvent & { blob?: Blob; apart?: true });

/** What the content script posts to the page script, over the port: the page script takes trusted messages only. */
export type ToPage =
  /** start reporting, after the history; or fall back to keeping a bounded history */
  | { type: 'record'; on: boolean }
  /** Firefox: the tap for workers of the page that are made of a Blob; '' while nobody records */
  | { type: 'workers'; tap: string }
  | { type: 'command'; command: Command };
