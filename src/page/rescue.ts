import { watchPolicy } from './policy.ts';
import { apply, listen, messageData } from './primordials.ts';

/**
 * Chrome: the policy of the page holds in a worker that was given another script, and it may forbid to load the
 * worker's own. Then that runs in a worker of its own, and this one passes messages on.
 *
 * @param forbidden told of the directive
 * @returns does so, where a policy was the reason; call it once the script has failed to load
 */
export function createRescue(home: string, forbidden: (directive: string) => void): () => boolean {
  const NativeWorker = Worker;
  const { postMessage } = NativeWorker.prototype;
  const post = self.postMessage;
  const report = self.reportError;
  const { name } = self;
  const policy = watchPolicy();

  return () => {
    const directive = policy.violated();
    policy.end();
    if (directive === '') return false;
    forbidden(directive);
    const worker = new NativeWorker(home, { name });
    listen(self, 'message', (event: MessageEvent) => {
      apply(postMessage, worker, [messageData(event), event.ports]);
    });
    listen(worker, 'message', (event: MessageEvent) => {
      apply(post, self, [messageData(event), event.ports] as never);
    });
    listen(worker, 'error', (event: ErrorEvent) => apply(report, self, [event.error ?? event.message]));
    return true;
  };
}
