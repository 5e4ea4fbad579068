/**
 * How the page script and the content script of one document meet: by synthetic events on `document.fonts`.
 * That object is new with each Document, and no page code runs before both of ours have, so no page hears them.
 * The content script runs first; where nobody takes the port the page script leaves the page alone.
 */

/** page → content, with the private MessagePort in `ports` */
export const PORT_EVENT = 'framereel:port';
/**
 * content → page, within the dispatch of {@link PORT_EVENT}: the port was taken; `data` is the `PagePlan` as JSON
 * that the document inherits from its parent, where it does
 */
export const TAKEN_EVENT = 'framereel:taken';
/**
 * content → page, within the dispatch of {@link PORT_EVENT}: this Window has a tap already. A frame's first
 * document and the one that replaces it can share a Window; both run our scripts.
 */
export const KNOWN_EVENT = 'framereel:known';
/** page → the arming script of a reload, where one ran first; `detail` is an {@link ArmingSlot} to fill */
export const ARM_EVENT = 'framereel:arm';

/*
 * The port object itself is shared by both worlds: an event dispatched on it in one is heard in the other
 * within the call. Posted messages are lost when a document goes away; these are not.
 */

/**
 * page → content, cancelable, `data` is a `FromPage`. The content script cancels it to say that it has it; where
 * nobody does, the extension is gone.
 */
export const UP_EVENT = 'framereel:up';
/**
 * Chrome, page → content, ahead of the {@link UP_EVENT} that has its frame: a `MediaEncryptedEvent` whose `initData` is
 * the payload. `data` of a MessageEvent is cloned for the other world; this field is the same memory in both.
 */
export const BYTES_EVENT = 'framereel:bytes';
/** page → content, `data` is the `PagePlan` as JSON that the document is armed with: its frames inherit it */
export const ARMED_EVENT = 'framereel:armed';
/** content → page: the Window has a new document, whose window listeners are gone */
export const RENEW_EVENT = 'framereel:renew';

/** Filled by the arming script of a reload with a `PagePlan` as JSON. */
export interface ArmingSlot {
  plan: string | null;
}
