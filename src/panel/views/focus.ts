/* Parts of the panel that keys lead to, found by what they are called. */

export const focusFilter = (): boolean => focus('input[type=search]');
export const focusFind = (): boolean => focus('[aria-label="Find in frames"]');
export const focusFrames = (): boolean => focus('[role=grid][aria-label=Frames]');
export const focusComparison = (): boolean => focus('[role=grid][aria-label=Comparison]');
export const focusConnections = (): boolean =>
  focus('[role=grid][aria-label=Connections] [role=row][tabindex="0"]');
export const focusDetails = (): void => {
  const selector = '[role=tablist][aria-label=Details] [role=tab][aria-selected=true]';
  if (!focus(selector)) void focusLater(selector);
};

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}

/** A part that is loaded when it is first shown may take so long, in milliseconds. */
const LOADING_MS = 3_000;

/** As soon as it is there, unless the user has gone elsewhere meanwhile. */
async function focusLater(selector: string): Promise<void> {
  const before = document.activeElement;
  const last = performance.now() + LOADING_MS;
  while (performance.now() < last && document.activeElement === before) {
    await new Promise((resolve) => setTimeout(resolve, 16));
    if (document.activeElement === before && focus(selector)) return;
  }
}
