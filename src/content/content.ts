import type { ArmCommand, Command } from '../protocol/command.ts';
import type { Call } from '../protocol/link.ts';
import type { ToPage } from '../protocol/private-port.ts';
import {
  ARMED_EVENT,
  BYTES_EVENT,
  KNOWN_EVENT,
  PORT_EVENT,
  RENEW_EVENT,
  TAKEN_EVENT,
  UP_EVENT,
} from '../protocol/rendezvous.ts';
import { isWorkerCall } from '../protocol/worker-tap.ts';
import { describeDocument, isLate } from './document-info.ts';
import { runtime } from './extension-api.ts';
import { inheritedPlan, leavePlan } from './inherited-plan.ts';
import { createIntake } from './intake.ts';
import { listenForRecorders } from './recorders.ts';
import { createStream } from './stream.ts';
import { createWorkers } from './workers.ts';

/**
 * Joins the page's private port to whoever records this document. Runs before the page script, which takes up
 * nothing unless the port is taken here.
 */
interface Realm {
  /** set in the isolated world only, where no page sees it */
  framereel?: { port: MessagePort; plan?: string; reintroduce(): void };
}

function start(realm: Realm): void {
  const { fonts } = document;
  const capturing = !isLate();
  const existing = realm.framereel;
  if (existing) {
    // The Window was taken over from the frame's first document, and our scripts with it.
    fonts.addEventListener(PORT_EVENT, takeNothing, { capture: true, once: true });
    existing.port.dispatchEvent(new Event(RENEW_EVENT));
    existing.reintroduce();
    return;
  }

  let post: (message: ToPage) => void = () => {};
  const stream = createStream((on) => {
    // Without its extension the page script is told nothing: its next batch finds no taker, and it retires.
    if (runtime.id !== undefined) post({ type: 'record', on });
  });
  const command = (order: Command | ArmCommand): void => {
    if (order.type !== 'arm') return post({ type: 'command', command: order });
    leavePlan(order.plan);
    intake({ events: [{ type: 'result', command: order.command }] });
  };
  const workers = __BROWSER__ === 'firefox' ? createWorkers() : null;
  const recorders = listenForRecorders({
    describe: () => describeDocument(capturing),
    stream,
    command,
    called:
      workers &&
      (({ tap }: Call) => {
        if (tap === undefined) return;
        post({ type: 'workers', tap });
        workers.recorded();
      }),
  });
  const apart: ArrayBuffer[] = [];
  const intake = createIntake(stream, recorders.answer, apart);
  if (workers)
    runtime.onMessage.addListener((message) => {
      if (!isWorkerCall(message) || message.origin !== self.origin) return undefined;
      workers.expect(message.channel, message.kind);
      return Promise.resolve(true);
    });
  if (!capturing) return;

  const onPort = (event: Event): void => {
    event.stopImmediatePropagation();
    const port = (event as MessageEvent).ports[0];
    if (!port) return;
    workers?.watch(port);
    port.addEventListener(UP_EVENT, (up) => {
      if (runtime.id === undefined) return;
      up.preventDefault();
      recorders.renew();
      intake((up as MessageEvent).data);
    });
    if (__BROWSER__ === 'chrome')
      port.addEventListener(BYTES_EVENT, (bytes) => {
        apart.push((bytes as MediaEncryptedEvent).initData as ArrayBuffer);
      });
    post = (message) => port.postMessage(message);
    const own: Realm['framereel'] = { port, reintroduce: recorders.reintroduce };
    realm.framereel = own;
    port.addEventListener(ARMED_EVENT, (armed) => {
      own.plan = String((armed as MessageEvent).data);
    });
    fonts.dispatchEvent(new MessageEvent(TAKEN_EVENT, { data: inheritedPlan() }));
  };
  fonts.addEventListener(PORT_EVENT, onPort, { capture: true, once: true });
  recorders.introduce();
}

function takeNothing(event: Event): void {
  event.stopImmediatePropagation();
  document.fonts.dispatchEvent(new Event(KNOWN_EVENT));
}

start(globalThis as Realm);
