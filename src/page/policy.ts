import { iterableArray, listen, stopAtOnce, unlisten } from './primordials.ts';

const Observer = ReportingObserver;
const { observe, disconnect, takeRecords } = Observer.prototype;

interface Violation {
  effectiveDirective: string;
  disposition: string;
}

/** Tells what the page's Content Security Policy forbids, within the call: its events come later. */
export interface PolicyWatch {
  /** The directive that was violated since the last time, '' where none was. */
  violated(): string;
  end(): void;
}

export function watchPolicy(): PolicyWatch {
  const options = { __proto__: null, types: iterableArray(['csp-violation']) };
  const observer = new Observer(() => {}, options as ReportingObserverOptions);
  observer.observe = observe;
  observer.takeRecords = takeRecords;
  observer.disconnect = disconnect;
  observer.observe();
  return {
    violated() {
      try {
        const records = observer.takeRecords();
        for (let index = 0; index < records.length; index++) {
          const { effectiveDirective, disposition } = (records[index] as Report).body as unknown as Violation;
          if (disposition === 'enforce') return `${effectiveDirective}`;
        }
      } catch {
        // The page has made a report unreadable: then it is as if there were none.
      }
      return '';
    },
    end: () => observer.disconnect(),
  };
}

/** Keeps from the page the event of one violation that is not its own: that of a Blob. */
export function hideViolation(directive: string): void {
  const hide = (event: SecurityPolicyViolationEvent): void => {
    if (event.blockedURI !== 'blob' || event.effectiveDirective !== directive) return;
    stopAtOnce(event);
    unlisten(globalThis, 'securitypolicyviolation', hide, CAPTURE);
  };
  listen(globalThis, 'securitypolicyviolation', hide, CAPTURE);
}

const CAPTURE = { __proto__: null, capture: true };
