import { type MadeWorker, WORKER_EVENT, type WorkerKind, workerPrefix } from '../protocol/worker-tap.ts';
import { trackBlobUrls } from './blob-urls.ts';
import { createChannelNames } from './channel-name.ts';
import { construct, dispatch, NativeMessageEvent } from './primordials.ts';
import { givenUrl } from './worker-url.ts';
import { wrapClass } from './wrap-class.ts';

/** What the content script tells of whoever records. */
export interface WorkerWatch {
  /** The tap for workers, '' while nobody records. */
  use(tap: string): void;
}

/** Tells the content script of a worker, on the object that both share. */
export function tellWorker(shared: MessagePort, data: MadeWorker): void {
  const init = { __proto__: null, data } as MessageEventInit;
  dispatch(shared, new NativeMessageEvent(WORKER_EVENT, init));
}

/**
 * Firefox: tells of the workers that the page makes, and gives those that are made of a Blob their tap: no request is
 * made for them that the background page could see.
 */
export function watchWorkers(shared: MessagePort): WorkerWatch {
  const blobs = trackBlobUrls();
  const nameChannel = createChannelNames();
  let tap = '';

  const wrap = (name: 'Worker' | 'SharedWorker', kind: WorkerKind): void =>
    wrapClass(name, (target, args, newTarget) => {
      const url = givenUrl(args[0]);
      let channel = '';
      // Shared by URL: another document that is to find it must know it by the one the page gave.
      const blob = tap === '' || kind === 'shared' ? undefined : blobs.find(url);
      if (blob !== undefined) {
        channel = nameChannel();
        args[0] = blobs.make([workerPrefix(tap, { channel, mark: channel }), blob], blob);
      }
      const worker = construct(target, args, newTarget);
      if (url !== '') tellWorker(shared, { url, kind, channel });
      return worker;
    });

  wrap('Worker', 'dedicated');
  wrap('SharedWorker', 'shared');

  return {
    use(text) {
      tap = text;
    },
  };
}
