import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { type Capture, expectWhole, pathOf, sessionWhen, setCapture, settled } from './capture.ts';

/** Script of a frame: connects at once and says its name. The socket is reached by the stage's own address. */
const talk = (name: string, base: string): string =>
  `{ const socket = new WebSocket('${base}echo?${name}'); socket.onopen = () => socket.send('${name}'); }`;

const SCRIPT = '<script>eval(decodeURIComponent(location.search.slice(1)))</' + 'script>';

/** Kinds of frames whose own inline script opens the socket, before anything else happens in them. */
const INLINE = [
  'same-origin',
  'cross-site',
  'sandboxed',
  'srcdoc',
  'sandboxed-srcdoc',
  'blob',
  'sandboxed-blob',
  'data',
  'javascript',
  'written',
  'nested',
];
/** Frames whose socket the page itself opens in them, in the tick it makes them. */
const AT_ONCE = ['about-blank', 'no-src'];

const CONNECT = `const socket = new WebSocket(location.href.replace('http', 'ws')); socket.onopen = () => socket.send('hi');`;
/** Documents whose parser is another, or begins otherwise. */
const DOCUMENTS = {
  '/page.xhtml': `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><script>${CONNECT}</script></head></html>`,
  '/image.svg': `<?xml version="1.0"?><!-- first --><svg xmlns="http://www.w3.org/2000/svg"><script>${CONNECT}</script></svg>`,
  '/commented': `<!-- first --><!doctype html><!-- second --><html><!-- third --><script>${CONNECT}</script></html>`,
};

describe.each(BROWSERS)('frames in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, {
      pages: {
        ...DOCUMENTS,
        '/frame': `<!doctype html>${SCRIPT}`,
        '/many': `<!doctype html><title>many</title>${SCRIPT}`,
      },
    });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  it('of every kind are captured from their first script on', async () => {
    const scripts = Object.fromEntries(
      [...INLINE, ...AT_ONCE].map((name) => [name, talk(name, capture.sockets)]),
    );
    await capture.panel.evalInPage(
      (scripts: Record<string, string>, other: string, atOnce: string[]) => {
        const inline = (name: string) => `<!doctype html><script>${scripts[name]}</${'script'}>`;
        const query = (name: string) => encodeURIComponent(scripts[name] ?? '');
        const file = (name: string) => URL.createObjectURL(new Blob([inline(name)], { type: 'text/html' }));
        const add = (attributes: Partial<HTMLIFrameElement> & { sandboxed?: boolean }) => {
          const frame = document.createElement('iframe');
          const { sandboxed, ...rest } = attributes;
          if (sandboxed) frame.setAttribute('sandbox', 'allow-scripts');
          Object.assign(frame, rest);
          document.body.append(frame);
          return frame;
        };
        add({ src: `/frame?${query('same-origin')}` });
        add({ src: `${other}frame?${query('cross-site')}` });
        add({ src: `/frame?${query('sandboxed')}`, sandboxed: true });
        add({ srcdoc: inline('srcdoc') });
        add({ srcdoc: inline('sandboxed-srcdoc'), sandboxed: true });
        add({ src: file('blob') });
        add({ src: file('sandboxed-blob'), sandboxed: true });
        add({ src: `data:text/html,${encodeURIComponent(inline('data'))}` });
        add({ src: `javascript:${encodeURIComponent(`\`${inline('javascript')}\``)}` });
        const written = add({}).contentDocument;
        written?.open();
        written?.write(inline('written'));
        written?.close();
        add({ srcdoc: `<iframe src="data:text/html,${encodeURIComponent(inline('nested'))}"></iframe>` });

        const [blank = '', none = ''] = atOnce.map((name) => scripts[name]);
        (add({ src: 'about:blank' }).contentWindow as unknown as typeof globalThis).eval(blank);
        (add({}).contentWindow as unknown as typeof globalThis).eval(none);
      },
      scripts,
      capture.stage.other,
      AT_ONCE,
    );

    const names = [...INLINE, ...AT_ONCE];
    const { connections } = await sessionWhen(
      capture,
      'both messages of every frame',
      (session) => session.connections.filter(({ frames }) => frames.length === 2).length === names.length,
    );
    expect(connections.map((one) => pathOf(one).split('?')[1]).sort()).toEqual([...names].sort());
    for (const connection of connections) {
      expectWhole(connection, capture.stage.socket(pathOf(connection)));
      expect(connection.context).toBe('iframe');
    }
    const origins = Object.fromEntries(connections.map((one) => [pathOf(one).split('?')[1], one.origin]));
    expect(origins).toMatchObject({
      'same-origin': new URL(capture.stage.url).origin,
      'cross-site': new URL(capture.stage.other).origin,
      srcdoc: new URL(capture.stage.url).origin,
      sandboxed: 'null',
      data: 'null',
    });
  });

  it('of one origin, twenty of them with ten sockets each, lose nothing of each other', async () => {
    await capture.panel.evalInPage((doors: string[]) => {
      for (let frame = 0; frame < 20; frame++) {
        const element = document.createElement('iframe');
        element.src = `/many?${encodeURIComponent(`
            for (let socket = 0; socket < 10; socket++) {
              const one = new WebSocket(${JSON.stringify(doors)}[socket] + 'echo?${frame}.' + socket);
              one.onopen = () => { for (let n = 0; n < 20; n++) one.send('${frame}.' + socket + ' says ' + n); };
            }`)}`;
        document.body.append(element);
      }
    }, capture.stage.doors);
    const { connections } = await sessionWhen(capture, 'all of 200 sockets', ({ connections }) => {
      return connections.filter(({ frames }) => frames.length === 40).length === 200;
    });
    for (const connection of connections) expectWhole(connection, capture.stage.socket(pathOf(connection)));
  });

  it('are heard of before their page where its own script keeps it busy, and are not lost with the page before', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
    }, `${capture.sockets}before`);
    await sessionWhen(capture, 'the page before', ({ connections }) => connections.length === 1);
    // The frame is of another site, so of another process where there are such.
    await capture.start(
      `many?${encodeURIComponent(`
        document.write('<iframe src="${capture.stage.other}frame?' + encodeURIComponent(${JSON.stringify(talk('early', capture.sockets))}) + '"></iframe>');
        setTimeout(() => { const end = Date.now() + 800; while (Date.now() < end); ${talk('busy', capture.sockets)} });`)}`,
    );
    for (const name of ['early', 'busy']) {
      const [connection, staged] = await settled(capture, `/echo?${name}`);
      expectWhole(connection, staged);
    }
    const { connections } = await capture.session();
    expect(connections).toHaveLength(2);
  });

  it.each(Object.keys(DOCUMENTS))('%s is captured from its first script on', async (path) => {
    await capture.start(path.slice(1));
    const [connection, staged] = await settled(capture, path);
    expectWhole(connection, staged);
    expect(connection.context).toBe('page');
  });
});
