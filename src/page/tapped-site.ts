import { FORBIDDEN_EVENT, SITE_EVENT, SITE_TAKEN_EVENT } from '../protocol/worker-tap.ts';
import { apply, dispatch, getOwnPropertyDescriptor, listen, NativeMessageEvent } from './primordials.ts';
import { tapWorkers } from './tapped-workers.ts';
import { tellWorker } from './workers.ts';

/* Chrome, on sites whose workers the user wants in full: runs beside the page script, and before the page's own. */

const baseOf = getOwnPropertyDescriptor(Node.prototype, 'baseURI')?.get as () => string;
const page = document;

function isTaken(shared: MessagePort): boolean {
  const { fonts } = page;
  let taken = false;
  const onTaken = (): void => {
    taken = true;
  };
  listen(fonts, SITE_TAKEN_EVENT, onTaken);
  fonts.dispatchEvent(new MessageEvent(SITE_EVENT, { ports: [shared] }));
  fonts.removeEventListener(SITE_TAKEN_EVENT, onTaken);
  return taken;
}

function start(): void {
  const { port1: shared } = new MessageChannel();
  // Documents of an opaque origin share no channel with their workers.
  if (self.origin === 'null' || !isTaken(shared)) return;
  tapWorkers({
    tap: __WORKER_TAP__,
    base: () => apply(baseOf, page, []),
    tell: (made) => tellWorker(shared, made),
    forbidden(directive) {
      const init = { __proto__: null, data: directive } as MessageEventInit;
      dispatch(shared, new NativeMessageEvent(FORBIDDEN_EVENT, init));
    },
  });
}

start();
