import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Capture, expectWhole, pathOf, sessionWhen, setCapture, settled } from '../capture/capture.ts';
import { PAGES, talk } from './scripts.ts';
import { isSwitchedOn, switchOff, switchOn } from './switch-on.ts';

/** Of connections that were captured, and not only read from the log. */
const OWN = expect.not.stringMatching(/^browser-log$/);

interface Made {
  path: string;
  name: string;
  type?: WorkerType;
}

/** Starts workers in the page by path, one for each name. */
const work = (capture: Capture, made: Made[]) =>
  capture.panel.evalInPage(
    (list: Made[], base: string) => {
      const workers = list.map(
        ({ path, name, type }) =>
          new Worker(`${path}?${encodeURIComponent(base)}&${name}`, { type: type ?? 'classic' }),
      );
      Object.assign(window, { workers });
    },
    made,
    capture.sockets,
  );

describe.runIf(BROWSERS.includes('chrome'))('workers in chrome, left alone', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('chrome', { pages: PAGES });
    await capture.start();
  });
  afterAll(() => capture.close());

  it('are made by the browser’s own constructor', async () => {
    const text = await capture.panel.evalInPage(() => [
      Worker.toString(),
      URL.createObjectURL.toString(),
      String(Worker.prototype.constructor === Worker),
    ]);
    expect(text).toEqual([
      'function Worker() { [native code] }',
      'function createObjectURL() { [native code] }',
      'true',
    ]);
    expect(await isSwitchedOn(capture.panel)).toBe(false);
  });
});

describe.runIf(BROWSERS.includes('chrome'))('workers in chrome, of a site where they are tapped', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('chrome', { pages: PAGES });
    await capture.start();
    await switchOn(capture.panel, `${capture.sockets}echo?viewed`);
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

  it('are captured in full: classic, module, nested, with imports', async () => {
    await work(capture, [
      { path: '/worker.js', name: 'classic' },
      { path: '/worker.js', name: 'module', type: 'module' },
      { path: '/nesting.js', name: 'nested' },
      { path: '/importing.js', name: 'imported', type: 'module' },
    ]);
    for (const name of ['classic', 'module', 'nested', 'imported'])
      expect(await whole(name)).toMatchObject({ context: 'worker', state: 'open', document: OWN });
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
    expect(await whole('blob')).toMatchObject({ context: 'worker', state: 'open', document: OWN });
  });

  it('are in the list once, though the browser’s log has them too', async () => {
    await work(capture, [{ path: '/worker.js', name: 'once' }]);
    await whole('once');
    const beside = `${capture.sockets}echo?beside`;
    // What the log alone tells of, later than the first: by then the log has been read for both.
    await capture.panel.evalInPage((url: string) => {
      Object.assign(window, {
        beside: new Worker(`data:text/javascript,new WebSocket('${url}').onopen=e=>e.target.send('beside')`),
      });
    }, beside);
    const { connections } = await sessionWhen(capture, 'the other', (session) =>
      session.connections.some((one) => pathOf(one) === '/echo?beside' && one.frames.length >= 2),
    );
    expect(connections.map(pathOf).sort()).toEqual(['/echo?beside', '/echo?once']);
  });

  it('hear and say what the panel makes them', async () => {
    await work(capture, [{ path: '/worker.js', name: 'driven' }]);
    await whole('driven');
    await capture.panel.clickRow('Connections', 3);
    await capture.panel.type('textbox', 'Message', 'by hand');
    await capture.panel.click('button', 'Send');
    const connection = await whole('driven', 4);
    expect(connection.frames.map(({ source }) => source)).toEqual(['wire', 'wire', 'panel', 'wire']);
    await capture.panel.click('button', 'Close connection');
    await sessionWhen(capture, 'its end', ({ connections }) =>
      connections.some((one) => pathOf(one) === '/echo?driven' && one.closed?.code === 1000),
    );
  });

  it('have their handshake’s headers, and the line that opened them', async () => {
    await work(capture, [{ path: '/worker.js', name: 'headers' }]);
    await whole('headers');
    const { handshake, stack } = await until('the headers', async () => {
      const { connections } = await capture.session();
      const found = connections.find((one) => pathOf(one) === '/echo?headers');
      return found?.handshake ? found : null;
    });
    expect(handshake).toMatchObject({ status: 101 });
    expect(stack).toContain('/worker.js?');
  });

  it('live where their script is', async () => {
    await work(capture, [{ path: '/deep/relative.js', name: 'home' }]);
    const [first] = (await whole('home')).frames;
    const { url } = capture.stage;
    expect(first?.message).toContain(
      JSON.stringify(JSON.stringify(['/deep/relative.js', `${url}deep/x`, `${url}deep/y`, true])).slice(
        1,
        -1,
      ),
    );
  });

  it.each(['classic', 'module'] as const)('hear what was said to them before they ran: %s', async (type) => {
    const heard = await capture.panel.evalInPage(
      (base: string, kind: WorkerType) => {
        const worker = new Worker(`/early.js?${encodeURIComponent(base)}&early-${kind}`, { type: kind });
        Object.assign(window, { worker });
        worker.postMessage('first');
        worker.postMessage('last');
        return new Promise((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
        });
      },
      capture.sockets,
      type,
    );
    expect(heard).toEqual(['first', true, 'last', true]);
    await whole(`early-${type}`);
  });

  it.each(['classic', 'module'] as const)('tell of their faults: %s', async (type) => {
    const said = await capture.panel.evalInPage(
      (kind: WorkerType) =>
        new Promise((resolve) => {
          const worker = new Worker('/fault.js', { type: kind });
          worker.onerror = (event) => {
            event.preventDefault();
            resolve([event.message, new URL(event.filename).pathname, event.lineno]);
          };
        }),
      type,
    );
    expect(said).toEqual(['Uncaught RangeError: mine', '/fault.js', 3]);
  });

  it('end with their worker', async () => {
    await work(capture, [{ path: '/worker.js', name: 'ending' }]);
    await whole('ending');
    await capture.panel.evalInPage(() =>
      (window as unknown as { workers: Worker[] }).workers.forEach((one) => {
        one.terminate();
      }),
    );
    await sessionWhen(capture, 'its end', ({ connections }) =>
      connections.some((one) => pathOf(one) === '/echo?ending' && one.state === 'cut'),
    );
  });

  it('are left alone again once that is switched off', async () => {
    await switchOff(capture.panel);
    await capture.start();
    const text = await capture.panel.evalInPage(() => Worker.toString());
    expect(text).toBe('function Worker() { [native code] }');
  });
});

describe.runIf(BROWSERS.includes('chrome'))('a policy that forbids taps in workers', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('chrome', { pages: PAGES });
  });
  beforeEach(async () => {
    await capture.start();
    await switchOn(capture.panel, `${capture.sockets}echo?viewed`);
  });
  afterAll(() => capture.close());

  /** What the page hears of its worker, and of the policy. */
  const harmed = (type: WorkerType) =>
    capture.panel.evalInPage(
      (base: string, kind: WorkerType) => {
        const seen: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.push(blockedURI));
        const worker = new Worker(`/early.js?${encodeURIComponent(base)}&kept-${kind}`, { type: kind });
        Object.assign(window, { worker });
        worker.onerror = () => seen.push('error');
        worker.postMessage('last');
        return new Promise<[unknown, string[]]>((resolve) => {
          worker.onmessage = ({ data }) => setTimeout(() => resolve([data, seen]), 300);
        });
      },
      capture.sockets,
      type,
    );

  it.each([
    ['/no-blobs.html', 'classic', 'worker-src'],
    ['/no-blobs.html', 'module', 'worker-src'],
    ['/no-scripts.html', 'classic', 'script-src-elem'],
  ] as const)('of %s costs the page nothing and switches it off: %s', async (page, type, directive) => {
    await capture.start(page.slice(1));
    expect(await harmed(type)).toEqual([['last', true], []]);
    await until('why', async () =>
      (await capture.panel.panelText()).includes(`Content Security Policy (${directive}) forbids it`),
    );
    await until('the switch to be off', async () => !(await isSwitchedOn(capture.panel)));
    const path = `/echo?kept-${type}`;
    const { connections } = await sessionWhen(capture, 'its socket', (session) =>
      session.connections.some((one) => pathOf(one) === path && one.frames.length >= 2),
    );
    expect(connections.filter((one) => pathOf(one) === path).map(({ document }) => document)).toEqual([
      'browser-log',
    ]);
  });
});
