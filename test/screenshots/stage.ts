import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startDemo } from '../../demo/server.mjs';
import { type BrowserKind, launch, type PanelDriver } from '../support/panel-driver.ts';

export type Theme = 'light' | 'dark';

/** All of them. */
const OUT = path.resolve(import.meta.dirname, '../../out/screenshots');
/** Those that README and docs show. */
const DOCS = path.resolve(import.meta.dirname, '../../docs/screenshots');

/** One browser in one theme, with the demo's server beside it. */
export interface Stage {
  panel: PanelDriver;
  /** of an empty page on the demo's server */
  page: string;
  /** `ws://…` of the demo's server, with a slash at its end */
  sockets: string;
  /** Takes a picture of a view; `isShown` where the docs show it in this browser and theme. */
  shoot(view: string, isShown?: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function setStage(
  kind: BrowserKind,
  theme: Theme,
  size: { width: number; height: number },
): Promise<Stage> {
  const demo = await startDemo();
  const panel = await launch(kind, { theme, size, dock: kind === 'chrome' ? 'window' : 'bottom' });
  const close = async (): Promise<void> => {
    await panel.close();
    await demo.close();
  };
  return {
    panel,
    page: `${demo.url}blank.html`,
    sockets: demo.url.replace('http', 'ws'),
    async shoot(view, isShown = false) {
      const name = `${view}-${kind}-${theme}.png`;
      await panel.screenshot(path.join(OUT, name));
      if (!isShown) return;
      mkdirSync(DOCS, { recursive: true });
      copyFileSync(path.join(OUT, name), path.join(DOCS, name));
    },
    close,
  };
}
