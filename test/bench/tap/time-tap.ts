import { classify } from '../../../src/page/classify.ts';
import { createOutbox, type Outbox } from '../../../src/page/outbox.ts';
import { listen, messageData } from '../../../src/page/primordials.ts';
import { createRecorder } from '../../../src/page/recorder.ts';
import { installTap } from '../../../src/page/tap.ts';
import { UP_EVENT } from '../../../src/protocol/rendezvous.ts';

/*
 * Runs in a page of its own: what the tap does with one frame, without the browser's own work for it. Real message
 * events are trusted and come from a server only, so the listener's body is called as the tap calls it.
 */

const NOWHERE = 'ws://127.0.0.1:9/';
const PAYLOADS = {
  '100 B text': 'x'.repeat(100),
  '1 KiB text': 'x'.repeat(1024),
  '64 KiB binary': new ArrayBuffer(1 << 16),
};
const FRAMES = { '100 B text': 200_000, '1 KiB text': 200_000, '64 KiB binary': 4_000 };
const SENDS = 200_000;
/** Frames between two turns of the event loop, in which timers run as they do in a page. */
const TURN = 2_000;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** An outbox whose batches are taken and thrown away. */
function newOutbox(): Outbox {
  const shared = new MessageChannel().port2;
  shared.addEventListener(UP_EVENT, (event) => event.preventDefault());
  const ignore = (): void => {};
  return createOutbox(shared, ignore, ignore);
}

async function perFrame(count: number, work: () => void): Promise<number> {
  for (let n = 0; n < count / 4; n++) work();
  let spent = 0;
  for (let done = 0; done < count; done += TURN) {
    await turn();
    const start = performance.now();
    for (let n = 0; n < TURN; n++) work();
    spent += performance.now() - start;
  }
  return (spent / (Math.ceil(count / TURN) * TURN)) * 1e6;
}

async function timeTap(): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  const native = new WebSocket(NOWHERE);
  for (const isRecording of [false, true]) {
    for (const name of Object.keys(PAYLOADS) as (keyof typeof PAYLOADS)[]) {
      // One for each: all connections of a document share the bytes that its history may hold.
      const recorder = createRecorder(newOutbox());
      recorder.record(isRecording);
      const opening = { time: 0, url: 'ws://x/', protocols: null, stack: null, source: 'wire' } as const;
      const of = recorder.begin(native, opening);
      const event = new MessageEvent('message', { data: PAYLOADS[name] });
      const label = `${name}, ${isRecording ? 'recording' : 'DevTools closed'}`;
      times[label] = await perFrame(FRAMES[name], () => {
        const message = classify(messageData(event));
        if (message !== null) recorder.frame(of, 'received', message, 'wire');
      });
    }
  }

  const target = new EventTarget();
  const event = new Event('message');
  target.addEventListener('message', () => {});
  const one = await perFrame(SENDS, () => void target.dispatchEvent(event));
  listen(target, 'message', () => {});
  times['one more listener'] = (await perFrame(SENDS, () => void target.dispatchEvent(event))) - one;

  // The browser's own method is one that does nothing here: whoever loads this script has put it there.
  const direct = await perFrame(SENDS, () => native.send(PAYLOADS['100 B text']));
  for (const isRecording of [false, true]) {
    const recorder = createRecorder(newOutbox());
    installTap(recorder, null);
    recorder.record(isRecording);
    const tapped = new WebSocket(NOWHERE);
    const label = `send() of 100 B text, ${isRecording ? 'recording' : 'DevTools closed'}`;
    times[label] = (await perFrame(SENDS, () => tapped.send(PAYLOADS['100 B text']))) - direct;
  }
  return times;
}

Object.assign(globalThis, { timeTap });
