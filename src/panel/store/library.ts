import { type Signal, signal } from '@preact/signals';
import { newSession, type Session } from '../../session/session.ts';
import type { Scheduler } from './scheduler.ts';

/** Drawing what was added takes no more than this share of the time: the rest is for who types and scrolls. */
const DRAWING_SHARE = 1 / 2;
/** But nobody waits longer than this for the next, in milliseconds. */
const MOST_REST_MS = 200;

/**
 * More than so many frames, or bytes, a millisecond nobody reads one by one: then the next drawing waits as long as it
 * may. What browser and graphics do to show it would be missing to the page, on a machine of few cores.
 */
const FLOOD_FRAMES = 3;
const FLOOD_BYTES = 16 << 10;

/** The sessions that are open side by side; the first is the live one. */
export interface Library {
  sessions: Signal<Session[]>;
  /** the one shown */
  active: Signal<Session>;
  /** counts up when the active session has changed: at most once a frame, and less often where drawing takes long */
  revision: Signal<number>;
  /** counts up at once when something was added to any session */
  growth: Signal<number>;
  live(): Session;
  /** Something was added to `session`. */
  touch(session: Session): void;
  /** Starts the live session anew, or puts another in its place. */
  replaceLive(session?: Session): void;
  open(session: Session): void;
  show(session: Session): void;
  close(session: Session): void;
}

export function createLibrary(scheduler: Scheduler, now: () => number): Library {
  let ids = 0;
  const fresh = (): Session => newSession(`live-${++ids}`, 'Live', 'live', now());
  const first = fresh();
  const sessions = signal([first]);
  const active = signal(first);
  const revision = signal(0);
  const growth = signal(0);
  /** from when a drawing is asked for until the next may be */
  let scheduled = false;
  /** something was added since it was asked for */
  let isStale = false;
  let drawn = { time: scheduler.now(), frames: 0, bytes: 0 };

  /** Whether there was a flood since the time before. */
  const noteDrawn = (): boolean => {
    const { time, frames, bytes } = drawn;
    const { frames: table } = active.peek();
    drawn = { time: scheduler.now(), frames: table.length, bytes: table.bytes };
    const passed = Math.max(1, drawn.time - time);
    return drawn.frames - frames > FLOOD_FRAMES * passed || drawn.bytes - bytes > FLOOD_BYTES * passed;
  };

  const bump = (): void => {
    const start = scheduler.now();
    const isFlood = noteDrawn();
    isStale = false;
    revision.value = revision.peek() + 1;
    // The next task comes after the drawing.
    scheduler.soon(() => {
      const drawing = scheduler.now() - start;
      const rest = isFlood ? MOST_REST_MS : Math.min(drawing * (1 / DRAWING_SHARE - 1), MOST_REST_MS);
      scheduler.later(() => {
        scheduled = false;
        if (isStale) schedule();
      }, rest);
    });
  };

  const schedule = (): void => {
    scheduled = true;
    scheduler.frame(bump);
  };

  const live = (): Session => sessions.value[0] as Session;

  return {
    sessions,
    active,
    revision,
    growth,
    live,
    touch(session) {
      growth.value = growth.peek() + 1;
      if (session !== active.value) return;
      if (scheduled) isStale = true;
      else schedule();
    },
    replaceLive(session = fresh()) {
      const wasShown = active.value === live();
      sessions.value = [session, ...sessions.value.slice(1)];
      if (wasShown) active.value = session;
    },
    open(session) {
      sessions.value = [...sessions.value, session];
      active.value = session;
    },
    show(session) {
      active.value = session;
    },
    close(session) {
      if (session === live()) return;
      if (active.value === session) active.value = live();
      sessions.value = sessions.value.filter((open) => open !== session);
    },
  };
}
