import type { DocumentInfo } from '../protocol/link.ts';
import type { Connection } from './connection.ts';
import { FrameTable } from './frame-table.ts';

/** Where the page navigated: frames from `frame` on came after it. */
export interface NavigationMark {
  time: number;
  url: string;
  frame: number;
}

/** What somebody wrote beside a frame. */
export interface FrameNote {
  /** '' for a bookmark without words */
  text: string;
  bookmarked: boolean;
}

/** A recording: live, or read from a file. It only grows; `record()` is what makes it grow. */
export interface Session {
  /** unique in the panel */
  id: string;
  /** what people call it: 'Live', or the file's name */
  name: string;
  kind: 'live' | 'imported';
  /** milliseconds since the epoch; times are shown relative to it */
  started: number;
  connections: Connection[];
  frames: FrameTable;
  documents: Map<string, DocumentInfo>;
  navigations: NavigationMark[];
  /** by index in the frame table */
  notes: Map<number, FrameNote>;
  /** what ended before recording began and was no longer kept */
  forgotten: { connections: number; frames: number };
  /** rows whose Blob is still being read: `document key` + connection number → seq → row */
  pending: Map<string, Map<number, number>>;
  /** rows whose Blob has been read, or given up, in that order: whoever looked at one before looks again */
  settled: number[];
  /** connection by document key and its number there */
  byDocument: Map<string, Map<number, Connection>>;
}

export function newSession(id: string, name: string, kind: Session['kind'], started: number): Session {
  return {
    id,
    name,
    kind,
    started,
    connections: [],
    frames: new FrameTable(),
    documents: new Map(),
    navigations: [],
    notes: new Map(),
    forgotten: { connections: 0, frames: 0 },
    pending: new Map(),
    settled: [],
    byDocument: new Map(),
  };
}
