import type { Heard } from '../protocol/hand-over.ts';
import type { HandOverChannel } from '../protocol/hand-over-channel.ts';
import type { Estate, Inheritance } from './host.ts';

/** How long the DevTools page may be silent before it is taken for dead, in milliseconds. */
const SILENCE_MS = 10_000;

/** Takes over what the DevTools page recorded until now; null if it does not answer. */
export function inherit(channel: HandOverChannel, panel: string): Promise<Inheritance | null> {
  const parked: unknown[] = [];
  const heard: Heard[] = [];

  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    const end = (inheritance: Inheritance | null): void => {
      clearTimeout(timer);
      stop();
      resolve(inheritance);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(null), SILENCE_MS);
    };
    const stop = channel.listen((data) => {
      if (!('panel' in data) || data.panel !== panel) return;
      wait();
      if (data.type === 'parked') parked.push(data.piece);
      else if (data.type === 'heard') for (const one of data.heard) heard.push(one);
      else if (data.type === 'more') channel.post({ type: 'take', panel });
      else if (data.type === 'given') {
        channel.post({ type: 'took', panel });
        end({ ...data, parked, heard });
      }
    });
    wait();
    channel.post({ type: 'take', panel });
  });
}

/** Leaves a recording to the DevTools page, which goes on with it. */
export function bequeath(channel: HandOverChannel, estate: Estate, pieces: Iterable<unknown>): void {
  for (const piece of pieces) channel.post({ type: 'parking', piece });
  channel.post({ type: 'park', ...estate });
}
