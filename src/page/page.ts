import type { PagePlan } from '../protocol/plan.ts';
import type { ToPage } from '../protocol/private-port.ts';
import {
  ARM_EVENT,
  ARMED_EVENT,
  type ArmingSlot,
  KNOWN_EVENT,
  PORT_EVENT,
  RENEW_EVENT,
  TAKEN_EVENT,
} from '../protocol/rendezvous.ts';
import { createKeys } from './connection-key.ts';
import { resolveSocketUrl } from './document-url.ts';
import { createOutbox } from './outbox.ts';
import { createPerform } from './perform.ts';
import { getter, listen, messageData, setPrototypeOf } from './primordials.ts';
import { createRecorder } from './recorder.ts';
import { installTap, type Substitute } from './tap.ts';
import { reportViolation } from './violations.ts';
import { createVirtualSockets } from './virtual.ts';
import { watchWorkers } from './workers.ts';

const isPersisted = getter<PageTransitionEvent, boolean>(PageTransitionEvent.prototype, 'persisted');

/**
 * Offers the private port to the content script. Null where this Window is not ours to tap, else the plan that the
 * document inherits.
 */
function offer(shared: MessagePort): { inherited: string | null } | null {
  const { fonts } = document;
  let taken = false;
  let known = false;
  let inherited: unknown;
  const onTaken = (event: Event): void => {
    taken = true;
    inherited = (event as MessageEvent).data;
  };
  const onKnown = (): void => {
    known = true;
  };
  listen(fonts, TAKEN_EVENT, onTaken);
  listen(fonts, KNOWN_EVENT, onKnown);
  fonts.dispatchEvent(new MessageEvent(PORT_EVENT, { ports: [shared] }));
  fonts.removeEventListener(TAKEN_EVENT, onTaken);
  fonts.removeEventListener(KNOWN_EVENT, onKnown);
  if (!taken || known) return null;
  return { inherited: typeof inherited === 'string' ? inherited : null };
}

/** The plan that the arming script of a reload left for this document or one that it is framed in, if there was one. */
function armed(shared: MessagePort, inherited: string | null): PagePlan | null {
  const slot: ArmingSlot = { plan: null };
  document.fonts.dispatchEvent(new CustomEvent(ARM_EVENT, { detail: slot }));
  const data = slot.plan ?? inherited;
  if (data === null) return null;
  shared.dispatchEvent(new MessageEvent(ARMED_EVENT, { data }));
  return JSON.parse(data) as PagePlan;
}

function start(): void {
  const { port1: near, port2: shared } = new MessageChannel();
  const offered = offer(shared);
  if (offered === null) return;
  const page = window;
  const capture = { __proto__: null, capture: true };
  const onPageHide = (event: PageTransitionEvent): void => {
    if (event.isTrusted) recorder.leave(isPersisted(event));
  };
  const onViolation = (event: SecurityPolicyViolationEvent): void => reportViolation(recorder, event);
  // Again and again: `document.open` takes every listener off the window, and tells nobody.
  const watchLeaving = (): void => {
    listen(page, 'pagehide', onPageHide, capture);
    listen(page, 'securitypolicyviolation', onViolation, capture);
  };
  const outbox = createOutbox(shared, watchLeaving, () => recorder.retire());
  const recorder = createRecorder(outbox);
  const plan = armed(shared, offered.inherited);
  let substitute: Substitute | null = null;
  const tap = installTap(
    recorder,
    plan === null ? null : (asked, newTarget) => (substitute as Substitute)(asked, newTarget),
    __BROWSER__ === 'chrome' ? createKeys(resolveSocketUrl) : null,
  );
  const virtual = plan === null ? null : createVirtualSockets(plan, recorder);
  substitute = virtual === null ? null : virtual.substitute;
  const perform = createPerform(tap, recorder, virtual);
  const workers = __BROWSER__ === 'firefox' ? watchWorkers(shared) : null;

  listen(near, 'message', (event: MessageEvent) => {
    if (!event.isTrusted) return;
    const message = messageData(event) as ToPage;
    if (message.type === 'record') {
      recorder.record(message.on);
      if (!message.on) virtual?.disarm();
    } else if (message.type === 'workers') workers?.use(message.tap);
    else {
      // What a command lacks must not be found on the page's `Object.prototype`.
      setPrototypeOf(message.command, null);
      perform(message.command);
    }
  });
  near.start();

  listen(shared, RENEW_EVENT, watchLeaving);
  watchLeaving();
}

start();
