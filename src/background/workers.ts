import browser, { type WebRequest } from 'webextension-polyfill';
import { type WorkerCall, type WorkerKind, workerPrefix } from '../protocol/worker-tap.ts';
import { insertion } from './insertion.ts';

/** How long a document may take to say that a shared worker is one of its own, in milliseconds. */
const CLAIM_MS = 1_000;

/** A tab's number where a request belongs to none: shared workers have no tab. */
const NO_TAB = -1;

type Details = WebRequest.OnBeforeSendHeadersDetailsType;

/** Gives each worker of a tab a tap, as its script comes. Returns how to stop. */
export function tapWorkers(tabId: number): () => void {
  const mark = `framereel_${crypto.randomUUID()}`;

  const { onBeforeSendHeaders } = browser.webRequest;
  const onRequest = (details: Details) => {
    const kind = kindOf(details);
    if (kind === null || (details.tabId === NO_TAB && kind !== 'shared')) return {};
    const channel = `framereel_${crypto.randomUUID()}`;
    const origin = URL.parse(details.originUrl ?? details.documentUrl ?? '')?.origin ?? '';
    const call: WorkerCall = { framereel: 'worker', channel, kind, origin };
    const prefix = workerPrefix(__WORKER_TAP__, { channel, mark });
    const claimed = browser.tabs.sendMessage(
      tabId,
      call,
      kind === 'dedicated' ? { frameId: details.frameId } : {},
    );
    if (kind === 'dedicated') {
      // Whether there is anybody to hear the tap does not matter to the worker.
      claimed.catch(() => {});
      insert(details.requestId, prefix);
      return {};
    }
    const late = new Promise((resolve) => setTimeout(resolve, CLAIM_MS));
    return Promise.race([claimed, late]).then(
      (answer) => {
        if (answer === true) insert(details.requestId, prefix);
        return {};
      },
      () => ({}),
    );
  };

  // A function can listen once only.
  const listeners = [tabId, NO_TAB].map((tab) => {
    const listener = ((details: Details) => onRequest(details)) as never;
    const filter: WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['script'], tabId: tab };
    onBeforeSendHeaders.addListener(listener, filter, ['blocking', 'requestHeaders']);
    return listener;
  });
  return () => {
    for (const listener of listeners) onBeforeSendHeaders.removeListener(listener);
  };
}

/** By what the browser itself says the script is for (Fetch Metadata); modules that a worker imports say the same. */
function kindOf({ requestHeaders = [] }: Details): WorkerKind | null {
  const destination = requestHeaders.find(({ name }) => name.toLowerCase() === 'sec-fetch-dest')?.value;
  if (destination === 'worker') return 'dedicated';
  return destination === 'sharedworker' ? 'shared' : null;
}

function insert(requestId: string, prefix: string): void {
  const filter = browser.webRequest.filterResponseData(requestId);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  let begun = false;
  filter.ondata = ({ data }) => {
    if (!begun) filter.write(encode(insertion(new Uint8Array(data), prefix)));
    begun = true;
    filter.write(data);
  };
  filter.onstop = () => {
    if (!begun) filter.write(encode(prefix));
    filter.close();
  };
}
