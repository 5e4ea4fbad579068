import type { FromPage, PageEvent } from '../protocol/private-port.ts';
import { BYTES_EVENT, UP_EVENT } from '../protocol/rendezvous.ts';
import { addToRun, type Packed, type TextFrame, type TextRun } from '../protocol/run.ts';
import { bareArray, dispatch, later, NativeBytesEvent, NativeMessageEvent } from './primordials.ts';

/** A batch goes out after this many milliseconds, … */
export const FLUSH_MS = 16;
/** … this many events … */
export const FLUSH_EVENTS = 1000;
/** … or this many bytes, whichever comes first. What waits here is what a crash can lose. */
export const FLUSH_BYTES = 1 << 20;

/** A document that went away and is here so long after, in milliseconds, has come back. */
export const LEAVE_MS = 1000;

/** Hands events to the content script in batches. */
export interface Outbox {
  /** `bytes` is what the payload weighs; for text its length, and 0 where it is not kept. */
  put(event: PageEvent, bytes: number): void;
  /** Hands over what waits, within the call. */
  flush(): void;
  /** The document goes away: hands over what waits, and from now on nothing waits. */
  leave(): void;
  /** Puts what `fill` brings into one batch of its own, marked as not being in order of time. */
  history(fill: () => void): void;
}

/**
 * Batches go as an event on the port object that both worlds share, so they arrive within the call: nothing is
 * ever between the worlds when the document goes away, as posted messages would be.
 *
 * @param onWaiting called when something begins to wait: whoever is to call `leave` must be listening then
 * @param onOrphaned called when nobody takes a batch: the extension was updated or removed
 */
export function createOutbox(shared: MessagePort, onWaiting: () => void, onOrphaned: () => void): Outbox {
  let events = bareArray<Packed<PageEvent>>();
  /** the last of the events, where text can be added to it */
  let run: TextRun | null = null;
  let count = 0;
  let bytes = 0;
  let scheduled = false;
  let holding = false;
  let leaving = false;

  const send = (history: boolean): void => {
    // A history is waited for, be it empty.
    if (events.length === 0 && !history) return;
    const data: FromPage = { events, history };
    events = bareArray();
    run = null;
    count = 0;
    bytes = 0;
    const init = { __proto__: null, data, cancelable: true };
    const untaken = dispatch(shared, new NativeMessageEvent(UP_EVENT, init as MessageEventInit));
    if (untaken) onOrphaned();
  };

  const onTime = (): void => {
    scheduled = false;
    send(false);
  };

  const append = (event: PageEvent, weight: number): void => {
    // Text without weight may be text that was not kept. A history will be sorted, frame by frame.
    const isText =
      !holding && event.type === 'frame' && event.shape === 'string' && weight > 0 && weight < FLUSH_BYTES;
    const last = run;
    run = isText ? addToRun(run, event as TextFrame, bareArray) : null;
    if (run === null || run !== last) events[events.length] = run ?? event;
  };

  /** Sends a payload ahead where that spares a copy of it; returns the frame without it. */
  const sendBytes = (event: PageEvent, weight: number): PageEvent => {
    if (NativeBytesEvent === undefined || weight === 0) return event;
    if (event.type !== 'frame' || event.shape === 'string' || event.shape === 'Blob') return event;
    const init = { __proto__: null, initData: event.payload as ArrayBuffer } as MediaEncryptedEventInit;
    dispatch(shared, new NativeBytesEvent(BYTES_EVENT, init));
    return { ...event, payload: undefined, apart: true };
  };

  return {
    put(event, weight) {
      append(sendBytes(event, weight), weight);
      count++;
      bytes += weight;
      if (holding) return;
      if (leaving || count >= FLUSH_EVENTS || bytes >= FLUSH_BYTES) send(false);
      else if (!scheduled) {
        scheduled = true;
        onWaiting();
        later(onTime, FLUSH_MS);
      }
    },
    flush: () => send(false),
    leave() {
      send(false);
      leaving = true;
      // Handlers of `pagehide` and `unload` may still send, and a page that Chrome is about to freeze goes on hearing.
      later(() => {
        leaving = false;
      }, LEAVE_MS);
    },
    history(fill) {
      send(false);
      holding = true;
      fill();
      holding = false;
      send(true);
    },
  };
}
