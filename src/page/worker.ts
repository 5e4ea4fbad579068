import type { FromPage } from '../protocol/private-port.ts';
import { UP_EVENT } from '../protocol/rendezvous.ts';
import { ASK_MS, type FromWorker, type ToWorker, type WorkerPlace } from '../protocol/worker-tap.ts';
import { createKeys } from './connection-key.ts';
import { createOutbox } from './outbox.ts';
import { createPerform } from './perform.ts';
import {
  dispatch,
  listen,
  messageData,
  NativeEvent,
  now,
  preventDefault,
  setPrototypeOf,
  stopAtOnce,
} from './primordials.ts';
import { createRecorder } from './recorder.ts';
import { createRescue } from './rescue.ts';
import { socketUrl } from './socket-url.ts';
import { installTap } from './tap.ts';
import { tapWorkers } from './tapped-workers.ts';
import { moveHome } from './worker-home.ts';

/** In scope where the prefix puts this script. */
declare const framereelPlace: WorkerPlace;

/** A document that has asked nothing for so long, in milliseconds, makes room for another. */
const PATIENCE_MS = 4 * ASK_MS;

/** The tap in a worker: the page's own, with a channel where the page has a port. */
function start(place: WorkerPlace): void {
  const { channel: name, mark, home, tap } = place;
  const init = { __proto__: null, cancelable: true } as EventInit;
  if (!dispatch(self, new NativeEvent(mark, init))) return;
  listen(self, mark, (event: Event) => {
    stopAtOnce(event);
    preventDefault(event);
  });

  const channel = new BroadcastChannel(name);
  const { postMessage } = channel;
  channel.postMessage = postMessage;
  const url = home ?? self.location.href;
  const { origin } = self;
  const began = now();
  const post = (message: FromWorker): void => channel.postMessage(message);
  let owner = '';
  let asked = 0;
  const here = (): void => post({ type: 'here', url, origin, time: began, owner });
  const answer = (from: string): void => {
    const time = now();
    // Whoever has asked no more is gone.
    if (owner === '' || time - asked > PATIENCE_MS) owner = from;
    if (owner === from) asked = time;
    here();
  };

  const { port1: shared } = new MessageChannel();
  listen(shared, UP_EVENT, (event: MessageEvent) => {
    preventDefault(event);
    post({ type: 'up', data: messageData(event) as FromPage });
  });
  const recorder = createRecorder(
    createOutbox(
      shared,
      () => {},
      () => {},
    ),
  );
  const keys =
    __BROWSER__ === 'chrome' ? createKeys((text, protocols) => socketUrl(text, protocols, url)) : null;
  const perform = createPerform(installTap(recorder, null, keys), recorder, null);
  if (__BROWSER__ === 'chrome' && home !== undefined && tap !== undefined) {
    const forbidden = (directive: string): void => post({ type: 'forbidden', directive });
    place.rescue = createRescue(home, forbidden);
    tapWorkers({ tap, base: () => home, tell: (made) => post({ type: 'made', made }), forbidden });
    moveHome(home);
  }

  listen(channel, 'message', (event: MessageEvent) => {
    if (!event.isTrusted) return;
    const message = messageData(event) as ToWorker;
    if (message.type === 'ask') answer(message.from);
    else if (message.type === 'record') recorder.record(message.on);
    else {
      // What a command lacks must not be found on the page's `Object.prototype`.
      setPrototypeOf(message.command, null);
      perform(message.command);
    }
  });
  here();
}

try {
  start(framereelPlace);
} catch {
  // A worker that cannot be watched is to run as ever.
}
