import { startDemo } from '../../../demo/server.mjs';
import { type BrowserKind, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { startSite } from '../../support/site.ts';

/** A browser with the panel open beside an empty page, and the demo's sockets to talk to. */
export interface Stage {
  panel: PanelDriver;
  /** `ws://…/` of the demo server */
  sockets: string;
  demo: Awaited<ReturnType<typeof startDemo>>;
  /** the empty page */
  page: string;
  /** Starts over: an empty page, an empty log, nothing selected. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function setStage(kind: BrowserKind): Promise<Stage> {
  const [demo, site] = [await startDemo(), await startSite()];
  const panel = await launch(kind, { size: { width: 1280, height: 840 } });
  await panel.open(site.url);
  await panel.openPanel();
  return {
    panel,
    demo,
    sockets: demo.url.replace('http', 'ws'),
    page: site.url,
    async reset() {
      await panel.open('about:blank');
      await panel.open(site.url);
      await panel.click('button', 'Clear');
      await panel.type('searchbox', 'Filter frames', '');
      await panel.waitForRows('Frames', 0);
    },
    async close() {
      await panel.close();
      await site.close();
      await demo.close();
    },
  };
}

/** Opens a socket in the page as `window.socket` and sends each message once it is open; waits for as many echoes. */
export async function converse(panel: PanelDriver, url: string, messages: string[]): Promise<void> {
  await panel.evalInPage(
    (url: string, messages: string[]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(url);
        let left = messages.length;
        Object.assign(window, { socket, heard: [] as unknown[] });
        socket.onopen = () => messages.forEach((message) => void socket.send(message));
        socket.onmessage = ({ data }) => {
          (window as unknown as { heard: unknown[] }).heard.push(data);
          if (--left === 0) resolve();
        };
      }),
    url,
    messages,
  );
}

/** What the page's socket has heard, as text. */
export const heard = (panel: PanelDriver): Promise<string[]> =>
  panel.evalInPage(() => (window as unknown as { heard: unknown[] }).heard.map(String));
