import { expect } from 'vitest';
import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import type { LaunchOptions } from '../../support/driven-browser.ts';
import { FirefoxBrowser } from '../../support/firefox-browser.ts';
import { type BrowserKind, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import type { Message } from './message.ts';
import { type PanelConnection, type PanelSession, readSession } from './panel-session.ts';
import { openStage, type Stage, type StagedSocket } from './stage.ts';

/** A browser with the extension beside a stage that keeps its own log. */
export interface Capture {
  kind: BrowserKind;
  panel: PanelDriver;
  stage: Stage;
  /** `ws://…` with a slash at its end */
  sockets: string;
  /** Chromium itself, for what no driver does; null in Firefox */
  chromium: ChromiumBrowser['chromium'] | null;
  /** Firefox itself; null in Chromium */
  firefox: FirefoxBrowser['firefox'] | null;
  session(): Promise<PanelSession>;
  /** Loads a path of the stage anew, with nothing on the stage and nothing in the panel. */
  start(path?: string): Promise<void>;
  close(): Promise<void>;
}

interface Options extends LaunchOptions {
  pages?: Record<string, string>;
  plays?: Parameters<typeof openStage>[1];
  /** leaves DevTools closed */
  closed?: boolean;
}

export async function setCapture(
  kind: BrowserKind,
  { pages, plays, closed, ...options }: Options = {},
): Promise<Capture> {
  const stage = await openStage(pages, plays);
  const panel = await launch(kind, options).catch(async (error) => {
    await stage.close();
    throw error;
  });
  const { browser } = panel;
  await panel.open(stage.url);
  if (!closed) await panel.openPanel();
  return {
    kind,
    panel,
    stage,
    sockets: stage.url.replace('http', 'ws'),
    chromium: browser instanceof ChromiumBrowser ? browser.chromium : null,
    firefox: browser instanceof FirefoxBrowser ? browser.firefox : null,
    session: () => readSession(panel),
    async start(path = '') {
      await panel.open('about:blank');
      stage.clear();
      await panel.open(stage.url + path);
    },
    async close() {
      await panel.close();
      await stage.close();
    },
  };
}

/** Pathname and query of a connection's URL: what the stage knows its sockets by. */
export const pathOf = ({ url }: { url: string }): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

/** Waits until the panel's session is as `fits` wants it. */
export function sessionWhen(
  capture: Capture,
  what: string,
  fits: (session: PanelSession) => boolean,
): Promise<PanelSession> {
  return until(what, async () => {
    const session = await capture.session();
    return fits(session) ? session : null;
  });
}

/** Waits until the panel accounts for all the stage saw of this socket. */
export async function settled(capture: Capture, path: string): Promise<[PanelConnection, StagedSocket]> {
  const staged = await until(`${path} on the stage`, async () => capture.stage.socket(path));
  const isWhole = (connection: PanelConnection): boolean =>
    pathOf(connection) === path &&
    connection.frames.every(({ pending }) => !pending) &&
    connection.frames.length + missing(connection) >= staged.sent.length + staged.received.length;
  const { connections } = await sessionWhen(capture, `all of ${path} in the panel`, (session) =>
    session.connections.some(isWhole),
  );
  const connection = connections.find(isWhole);
  if (!connection) throw new Error(`${path} is gone again.`);
  return [connection, staged];
}

export const missing = ({ gaps }: PanelConnection): number =>
  gaps.reduce((sum, { frames }) => sum + frames, 0);

export const messages = ({ frames }: PanelConnection, direction: 'sent' | 'received'): (Message | null)[] =>
  frames.filter((frame) => frame.direction === direction).map(({ message }) => message);

/** Byte by byte, direction by direction, with nothing missing, doubled or out of its place. */
export function expectWhole(
  connection: PanelConnection,
  staged: Pick<StagedSocket, 'sent' | 'received'>,
): void {
  expect(connection.gaps).toEqual([]);
  expect(connection.frames.map(({ seq }) => seq)).toEqual(connection.frames.map((_, index) => index + 1));
  expect(messages(connection, 'sent')).toEqual(staged.sent);
  expect(messages(connection, 'received')).toEqual(staged.received);
}

/**
 * Every number from 1 to `total` is a frame or counted as missing, once and in order; and what each frame carries is
 * what the stage said at that number: `#1`, `#2`, …
 */
export function expectAccounted(connection: PanelConnection, total: number): void {
  const numbers = [
    ...connection.frames.map(({ seq }) => seq),
    ...connection.gaps.flatMap(({ seq, frames }) =>
      Array.from({ length: frames }, (_, index) => seq + index),
    ),
  ].sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  for (const { seq, size, message } of connection.frames)
    expect(message).toBe(`text ${size} ${JSON.stringify(`#${seq}`)}`);
}

/** Whether DevTools know of our panel: the page that announces it has been recording since then. */
export async function isRegistered({ chromium, firefox }: Capture): Promise<boolean> {
  const title = 'Framereel';
  const inChromium = await chromium?.devtools?.evaluate(`(async () => {
    const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
    return [...ViewManager.ViewManager.instance().views.keys()].some((key) => key.endsWith('${title}'));
  })()`);
  const inFirefox = await firefox?.marionette.run(
    'chrome',
    `const { require: load } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
     const { gDevTools } = load('devtools/client/framework/devtools');
     const tools = gDevTools.getToolboxForTab(gBrowser.selectedTab)?.getAdditionalTools() ?? [];
     return tools.some(({ label }) => label === '${title}');`,
    [],
  );
  return Boolean(inChromium ?? inFirefox);
}
