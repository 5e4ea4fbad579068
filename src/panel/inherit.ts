import type { HandOver, Heard, Progress } from '../protocol/hand-over.ts';
import type { Inheritance } from './host.ts';

/** How long the DevTools page may be silent before it is taken for dead, in milliseconds. */
const SILENCE_MS = 10_000;

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener'>;

/** Takes over what the DevTools page recorded until now; null if it does not answer. */
export function inherit(channel: Channel, panel: string): Promise<Inheritance | null> {
  const parked: unknown[] = [];
  const heard: Heard[] = [];
  const post = (message: HandOver): void => channel.postMessage(message);

  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    const end = (inheritance: Inheritance | null): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', onMessage);
      resolve(inheritance);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(null), SILENCE_MS);
    };
    const onMessage = ({ data }: MessageEvent<HandOver>): void => {
      if (!('panel' in data) || data.panel !== panel) return;
      wait();
      if (data.type === 'parked') parked.push(data.piece);
      else if (data.type === 'heard') for (const one of data.heard) heard.push(one);
      else if (data.type === 'more') post({ type: 'take', panel });
      else if (data.type === 'given') {
        post({ type: 'took', panel });
        end({ ...data, parked, heard });
      }
    };
    channel.addEventListener('message', onMessage);
    wait();
    post({ type: 'take', panel });
  });
}

/** Leaves a recording to the DevTools page, which goes on with it. */
export function bequeath(channel: Channel, progress: Progress, pieces: Iterable<unknown>): void {
  for (const piece of pieces) channel.postMessage({ type: 'parking', piece } satisfies HandOver);
  channel.postMessage({ type: 'park', ...progress } satisfies HandOver);
}
