import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BrowserLog } from '../../src/panel/host.ts';
import type { WorkerTaps } from '../../src/panel/worker-taps.ts';
import { FakeHost } from './fake-host.ts';
import { connections, renderPanel } from './render.tsx';

const SITE = 'https://app.harbor.example';

/** A browser that does as the user says. */
class FakeTaps implements WorkerTaps {
  readonly tapped = new Set<string>();
  allowed = true;
  /** why the browser registers nothing */
  fault: Error | null = null;
  #forbid: (origin: string, directive: string) => void = () => {};

  async sites(): Promise<string[]> {
    return [...this.tapped];
  }
  async allow(): Promise<boolean> {
    return this.allowed;
  }
  async tap(origin: string, on: boolean): Promise<void> {
    if (this.fault) throw this.fault;
    if (on) this.tapped.add(origin);
    else this.tapped.delete(origin);
  }
  onForbidden(listener: (origin: string, directive: string) => void): void {
    this.#forbid = listener;
  }
  forbid(origin: string, directive: string): void {
    this.#forbid(origin, directive);
  }
}

/** A log with one socket of a worker in it. */
const log: BrowserLog = {
  read: async () => ({
    sockets: [
      {
        id: 'one',
        url: 'wss://app.harbor.example/worker',
        origin: SITE,
        requested: [],
        protocol: '',
        extensions: '',
        opening: Date.now(),
        opened: Date.now(),
        ended: null,
        stack: null,
        handshake: { request: [], status: 101, statusText: '', response: [], failure: '', remoteAddress: '' },
        messages: 0,
        frames: () => [],
      },
    ],
    workers: true,
    bytes: 0,
  }),
  onWorker() {},
};

let host: FakeHost;
let taps: FakeTaps;

beforeEach(async () => {
  await page.viewport(1300, 700);
  host = new FakeHost();
  taps = new FakeTaps();
  host.log = log;
  host.workerTaps = async () => taps;
});

const offer = () => page.getByRole('button', { name: 'Capture workers in full on this site' });
const inFull = () => page.getByRole('button', { name: 'Workers in full', exact: true });

/** The panel, with the worker's connection selected. */
async function showConnection(): Promise<void> {
  await renderPanel(host);
  await expect.poll(() => connections().length).toBe(2);
  await userEvent.click(connections()[1] as Element);
}

describe('a connection that can only be read', () => {
  it('offers to have the site’s workers captured in full, from the next load on', async () => {
    await showConnection();
    await userEvent.click(offer());
    expect([...taps.tapped]).toEqual([SITE]);
    await expect.element(inFull()).toHaveAttribute('aria-pressed', 'true');
    await expect.element(offer()).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Reload page' }));
    expect(host.reloads).toEqual([null]);
    host.navigate(`${SITE}/again`);
    await expect.element(page.getByText('Once the page is reloaded')).not.toBeInTheDocument();
    await expect.element(inFull()).toBeVisible();
  });

  it('offers nothing where there is nothing to switch', async () => {
    host.workerTaps = null;
    await showConnection();
    await expect.element(page.getByRole('tablist', { name: 'Details' })).toBeVisible();
    await expect.element(offer()).not.toBeInTheDocument();
  });

  it('changes nothing where the browser is not allowed to', async () => {
    taps.allowed = false;
    await showConnection();
    await userEvent.click(offer());
    expect([...taps.tapped]).toEqual([]);
    await expect.element(offer()).toBeVisible();
  });

  it('says why where the browser cannot', async () => {
    taps.fault = new Error('No more scripts.');
    await showConnection();
    await userEvent.click(offer());
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent(`Workers of ${SITE} cannot be captured in full: No more scripts.`);
    await expect.element(inFull()).not.toBeInTheDocument();
  });
});

describe('full capture of workers', () => {
  it('is on where it was left on, and is switched off again', async () => {
    taps.tapped.add(SITE);
    await renderPanel(host);
    await userEvent.click(inFull());
    expect([...taps.tapped]).toEqual([]);
    await expect.element(inFull()).not.toBeInTheDocument();
  });

  it('is another site’s matter there', async () => {
    taps.tapped.add('https://other.example');
    await showConnection();
    await expect.element(offer()).toBeVisible();
    await expect.element(inFull()).not.toBeInTheDocument();
  });

  it('switches itself off where a policy forbids it, and says so', async () => {
    taps.tapped.add(SITE);
    await renderPanel(host);
    await expect.element(inFull()).toBeVisible();
    taps.forbid(SITE, 'worker-src');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent(
        `The workers of ${SITE} cannot be captured in full: its Content Security Policy (worker-src) forbids it.`,
      );
    await expect.element(inFull()).not.toBeInTheDocument();
    expect([...taps.tapped]).toEqual([]);
  });

  it.each([
    [400, 'light'],
    [1600, 'dark'],
  ])('is accessible, %i pixels wide, %s', async (width, theme) => {
    await page.viewport(width, 700);
    document.documentElement.dataset.theme = theme;
    await showConnection();
    await expect.element(offer()).toBeVisible();
    expect((await axe.run(document.body, { rules: { region: { enabled: false } } })).violations).toEqual([]);
    await userEvent.click(offer());
    await expect.element(inFull()).toBeVisible();
    expect((await axe.run(document.body, { rules: { region: { enabled: false } } })).violations).toEqual([]);
    delete document.documentElement.dataset.theme;
  });
});
