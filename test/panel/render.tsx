import { type ComponentChildren, render } from 'preact';
import { afterEach } from 'vitest';
import { createPanelClock, workerAlarm } from '../../src/panel/replay/panel-clock.ts';
import { browserScheduler } from '../../src/panel/store/scheduler.ts';
import { createStore, type Store } from '../../src/panel/store/store.ts';
import { App } from '../../src/panel/views/App.tsx';
import { StoreContext } from '../../src/panel/views/store-context.ts';
import { FakeHost } from './fake-host.ts';

const shown: HTMLElement[] = [];

afterEach(() => {
  for (const root of shown.splice(0)) {
    render(null, root);
    root.remove();
  }
});

/** Settings that are gone after the test. */
const memory = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  };
};

/** A store that has started, on a home of which the test is the master. */
export async function startStore(host = new FakeHost()): Promise<{ host: FakeHost; store: Store }> {
  const store = createStore(host, browserScheduler(), memory(), createPanelClock(workerAlarm()));
  await Promise.all([store.start(), store.loadReplay()]);
  return { host, store };
}

/** The whole panel. */
export async function renderPanel(host?: FakeHost): Promise<{ host: FakeHost; store: Store }> {
  const started = await startStore(host);
  render(<App store={started.store} />, newRoot());
  return started;
}

/** One view of it, in a box of this size. */
export function renderView(store: Store, view: ComponentChildren, { width = 800, height = 400 } = {}): void {
  const root = newRoot();
  Object.assign(root.style, {
    display: 'flex',
    flexDirection: 'column',
    width: `${width}px`,
    height: `${height}px`,
  });
  render(<StoreContext.Provider value={store}>{view}</StoreContext.Provider>, root);
}

function newRoot(): HTMLElement {
  const root = document.createElement('div');
  root.style.height = '100vh';
  document.body.append(root);
  shown.push(root);
  return root;
}

export const grid = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[role=grid][aria-label=${JSON.stringify(name)}]`);
  if (!found) throw new Error(`There is no grid "${name}".`);
  return found;
};

/** The rows of the frame table that are in the document, in order. */
export const frames = (): HTMLElement[] =>
  [...grid('Frames').querySelectorAll<HTMLElement>('[data-frame]')].sort(byIndex);

/** The rows of the connection list that are in the document, in order, that of all connections first. */
export const connections = (): HTMLElement[] =>
  [...grid('Connections').querySelectorAll<HTMLElement>('[data-row]')].sort(byIndex);

export const rowAt = (index: number, name = 'Frames'): HTMLElement => {
  const row = grid(name).querySelector<HTMLElement>(`[aria-rowindex="${index}"]`);
  if (!row) throw new Error(`Row ${index} of "${name}" is not in the document.`);
  return row;
};

export const rowTexts = (name: string): string[] =>
  [...grid(name).querySelectorAll('[role=row]:not(.head)')].map((row) => row.textContent ?? '');

export const cell = (row: Element, column: string): string =>
  (row.querySelector(`[data-column=${column}]`)?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** When everything that was asked for has been drawn. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));

const byIndex = (one: HTMLElement, other: HTMLElement): number =>
  Number(one.ariaRowIndex) - Number(other.ariaRowIndex);
