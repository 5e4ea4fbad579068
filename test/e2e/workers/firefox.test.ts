import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Capture, expectWhole, pathOf, sessionWhen, setCapture, settled } from '../capture/capture.ts';
import { PAGES, talk } from './scripts.ts';

describe.runIf(BROWSERS.includes('firefox'))('workers in firefox', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('firefox', { pages: PAGES });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  const whole = async (name: string, frames = 2) => {
    const path = `/echo?${name}`;
    await sessionWhen(capture, `${path} with ${frames} frames`, ({ connections }) =>
      connections.some((one) => pathOf(one) === path && one.frames.length >= frames),
    );
    const [connection, staged] = await settled(capture, path);
    expectWhole(connection, staged);
    return connection;
  };

  /** Starts workers in the page by path, one for each name. */
  const work = (workers: { path: string; name: string; type?: WorkerType }[]) =>
    capture.panel.evalInPage(
      (list: { path: string; name: string; type?: WorkerType }[], base: string) => {
        const made = list.map(
          ({ path, name, type }) =>
            new Worker(`${path}?${encodeURIComponent(base)}&${name}`, { type: type ?? 'classic' }),
        );
        Object.assign(window, { made });
      },
      workers,
      capture.sockets,
    );

  it('are captured in full: classic, module, nested, with imports', async () => {
    await work([
      { path: '/worker.js', name: 'classic' },
      { path: '/worker.js', name: 'module', type: 'module' },
      { path: '/nesting.js', name: 'nested' },
      { path: '/importing.js', name: 'imported', type: 'module' },
    ]);
    for (const name of ['classic', 'module', 'nested', 'imported'])
      expect(await whole(name)).toMatchObject({ context: 'worker', state: 'open' });
  });

  it('are captured in full: of a Blob whose URL is revoked at once', async () => {
    await capture.panel.evalInPage(
      (code: string) => {
        const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
        Object.assign(window, { blob: new Worker(url) });
        URL.revokeObjectURL(url);
      },
      talk('blob', capture.sockets),
    );
    expect(await whole('blob')).toMatchObject({ context: 'worker', state: 'open' });
  });

  it('are captured in full: shared', async () => {
    await capture.panel.evalInPage((base: string) => {
      Object.assign(window, { shared: new SharedWorker(`/worker.js?${encodeURIComponent(base)}&shared`) });
    }, capture.sockets);
    expect(await whole('shared')).toMatchObject({ context: 'worker', state: 'open' });
  });

  it('keep their line numbers and their strictness', async () => {
    await work([
      { path: '/line.js', name: 'line' },
      { path: '/strict.js', name: 'strict' },
      { path: '/sloppy.js', name: 'sloppy' },
    ]);
    const said = async (name: string) => (await whole(name)).frames[0]?.message;
    expect(await said('line')).toContain('"4"');
    expect(await said('strict')).toContain('"strict"');
    expect(await said('sloppy')).toContain('"sloppy"');
  });

  it('hear and say what the panel makes them', async () => {
    await work([{ path: '/worker.js', name: 'driven' }]);
    await whole('driven');
    const sent = await capture.panel.evalInPanel(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: Preact's internals have no types
      const page: any = (window as any).wrappedJSObject ?? window;
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const find = (node: any): any => {
        if (!node || typeof node !== 'object') return null;
        for (const found of [node.props?.store, node.props?.value]) if (found?.library?.live) return found;
        for (const child of node.__k ?? []) {
          const found = find(child);
          if (found) return found;
        }
        return null;
      };
      const store = find(page.document.body.__k);
      await store.composer.resend(0);
      return true;
    });
    expect(sent).toBe(true);
    const connection = await whole('driven', 4);
    expect(connection.frames.map(({ source }) => source)).toEqual(['wire', 'wire', 'panel', 'wire']);
  });

  it('end with their worker', async () => {
    await work([{ path: '/worker.js', name: 'driven' }]);
    await whole('driven');
    await capture.panel.evalInPage(() =>
      (window as unknown as { made: Worker[] }).made.forEach((one) => {
        one.terminate();
      }),
    );
    await sessionWhen(capture, 'its end', ({ connections }) =>
      connections.some((one) => pathOf(one) === '/echo?driven' && one.state === 'cut'),
    );
  });
});

describe.runIf(BROWSERS.includes('firefox'))('workers in firefox, older than DevTools', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('firefox', { pages: PAGES, closed: true });
  });
  afterAll(() => capture.close());

  it('are not captured, which the panel says', async () => {
    await capture.start();
    await capture.panel.evalInPage((base: string) => {
      Object.assign(window, { made: new Worker(`/worker.js?${encodeURIComponent(base)}&older`) });
      new WebSocket(`${base}echo?page`);
    }, capture.sockets);
    await capture.panel.openPanel();
    await until('the notice', async () =>
      (await capture.panel.panelText()).includes('Reload to record all of it') ? true : null,
    );
    const { connections } = await capture.session();
    expect(connections.map(pathOf)).toEqual(['/echo?page']);
  });
});
