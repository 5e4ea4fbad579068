import { effect, type Signal, signal, untracked } from '@preact/signals';
import { FrameSet } from '../frames/frame-set.ts';
import type { Library } from './library.ts';

/** Connections whose frames are shown: all of the session, or these (by index). */
export type Scope = 'all' | ReadonlySet<number>;

export interface Selection {
  scope: Signal<Scope>;
  /** the connection the user acted on last: details and keyboard are there; null on `All connections` */
  connection: Signal<number | null>;
  /** index of the selected frame in the active session */
  frame: Signal<number | null>;
  /** all selected frames where they are more than the one */
  frames: Signal<FrameSet | null>;
  /** where a range of frames that is being selected begins */
  anchor: Signal<number | null>;
  /** the frame that another is to be compared with */
  base: Signal<number | null>;
  /** where the details come from */
  lead: Signal<'frame' | 'connection' | null>;
  selectAll(): void;
  selectConnection(index: number): void;
  /** Adds to or takes from the selection (Ctrl/Cmd+click). */
  toggleConnection(index: number): void;
  /** From the last one acted on to this one (Shift+click). */
  extendConnections(index: number): void;
  selectFrame(index: number | null): void;
  /** Adds to or takes from the selected frames (Ctrl/Cmd+click). */
  toggleFrame(index: number): void;
  /** Selects several frames at once; details are those of `lead`. */
  selectFrames(frames: Iterable<number>, lead: number): void;
  /** The selected frames, in order. */
  chosen(): Iterable<number>;
}

export function createSelection(library: Library): Selection {
  const scope = signal<Scope>('all');
  const connection = signal<number | null>(null);
  const frame = signal<number | null>(null);
  const frames = signal<FrameSet | null>(null);
  const anchor = signal<number | null>(null);
  const base = signal<number | null>(null);
  const lead = signal<'frame' | 'connection' | null>(null);

  const selectAll = (): void => {
    scope.value = 'all';
    connection.value = null;
    if (lead.value === 'connection') lead.value = frame.value === null ? null : 'frame';
  };

  effect(() => {
    library.active.value;
    untracked(() => {
      selectAll();
      frame.value = null;
      frames.value = null;
      anchor.value = null;
      base.value = null;
      lead.value = null;
    });
  });

  const take = (indexes: Iterable<number>, last: number): void => {
    const next = new Set(indexes);
    if (next.size === 0) return selectAll();
    scope.value = next;
    connection.value = last;
    lead.value = 'connection';
  };

  const selectFrame = (index: number | null): void => {
    frame.value = index;
    frames.value = null;
    anchor.value = index;
    lead.value = index === null ? (connection.value === null ? null : 'connection') : 'frame';
  };

  return {
    scope,
    connection,
    frame,
    frames,
    anchor,
    base,
    lead,
    selectAll,
    selectConnection: (index) => take([index], index),
    toggleConnection(index) {
      const next = new Set(scope.value === 'all' ? [] : scope.value);
      if (!next.delete(index)) next.add(index);
      take(next, index);
    },
    extendConnections(index) {
      const from = connection.value ?? 0;
      const [low, high] = from < index ? [from, index] : [index, from];
      take(
        Array.from({ length: high - low + 1 }, (_, offset) => low + offset),
        index,
      );
      connection.value = from;
    },
    selectFrame,
    toggleFrame(index) {
      const before = frames.value ?? FrameSet.of(frame.value === null ? [] : [frame.value]);
      const next = before.toggled(index);
      const [first] = next;
      if (next.size < 2) return selectFrame(first ?? null);
      frame.value = next.has(index) ? index : (first ?? null);
      frames.value = next;
      anchor.value = index;
      lead.value = 'frame';
    },
    selectFrames(all, index) {
      const next = FrameSet.of(all);
      const from = anchor.value;
      if (next.size < 2) selectFrame(index);
      else {
        frame.value = index;
        frames.value = next;
        lead.value = 'frame';
      }
      anchor.value = from ?? index;
    },
    chosen: () => frames.value ?? (frame.value === null ? [] : [frame.value]),
  };
}
