import browser from 'webextension-polyfill';

export type InspectedWindow = typeof browser.devtools.inspectedWindow;

/** A page of ours with nothing in it. */
const BLANK = '/blank.html';

/**
 * A way to the inspected page that is not worn out. Each extension page of Firefox has its own; once a reload with a
 * script was overtaken by another navigation, a way takes no other reload, without a word, and what it evaluates may
 * fail for good ("An unexpected error occurred"). So a frame is made for each use, and lives until the next.
 */
export function createFreshWays(): () => Promise<InspectedWindow> {
  let last: HTMLIFrameElement | null = null;
  return async () => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = BLANK;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    last?.remove();
    last = frame;
    const inner = frame.contentWindow as (Window & { browser?: typeof browser }) | null;
    return (inner?.browser ?? browser).devtools.inspectedWindow;
  };
}
