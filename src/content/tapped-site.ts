import { isCall } from '../protocol/link.ts';
import {
  FORBIDDEN_EVENT,
  SITE_EVENT,
  SITE_TAKEN_EVENT,
  type WorkersForbidden,
} from '../protocol/worker-tap.ts';
import { runtime } from './extension-api.ts';
import { createWorkers } from './workers.ts';

/*
 * Chrome, on sites whose workers the user wants in full: hears of the workers that the page script's counterpart gives
 * a tap, and introduces them to whoever records. Runs before it, in the isolated world.
 */

interface Realm {
  /** set in the isolated world only, where no page sees it */
  framereelSite?: true;
}

function start(realm: Realm): void {
  // The Window was taken over from the frame's first document, and its tap with it.
  if (realm.framereelSite) return;
  const { fonts } = document;
  let forbidden: WorkersForbidden | null = null;

  const say = (): void => {
    if (forbidden === null || runtime.id === undefined) return;
    runtime.sendMessage(forbidden).catch(() => {
      // Nobody listens: whoever comes later asks.
    });
  };
  const forbid = (directive: string): void => {
    forbidden = { framereel: 'workers-forbidden', origin: self.origin, directive };
    say();
  };
  runtime.onMessage.addListener((message) => {
    if (isCall(message)) say();
  });

  const onSite = (event: Event): void => {
    event.stopImmediatePropagation();
    const port = (event as MessageEvent).ports[0];
    if (!port) return;
    realm.framereelSite = true;
    createWorkers(forbid).watch(port);
    port.addEventListener(FORBIDDEN_EVENT, (said) => forbid(`${(said as MessageEvent).data}`));
    fonts.dispatchEvent(new Event(SITE_TAKEN_EVENT));
  };
  fonts.addEventListener(SITE_EVENT, onSite, { capture: true, once: true });
}

start(globalThis as Realm);
