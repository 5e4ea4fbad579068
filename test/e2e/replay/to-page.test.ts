import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Desk, startDesk } from './desk.ts';
import { choose, fill, untilProgress } from './hands.ts';

/** A page that writes down all that its sockets do. `window.open(path, act)` opens one. */
const BASE = `<!doctype html><meta charset="utf-8"><title>A page with a story</title><script>
  window.story = [];
  const tell = (window.tell = (...words) => story.push(words.join(' ')));
  const connect = (path, protocols, act = () => {}) => {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + path, protocols);
    const name = path.slice(1);
    socket.onopen = () => { tell(name, 'open', socket.protocol); act({ type: 'open' }, socket); };
    socket.onmessage = (event) => {
      const { data } = event;
      tell(name, typeof data === 'string' ? data.replace(/"(session|at)":("[^"]*"|\\d+)/g, '"$1":0')
        : Object.prototype.toString.call(data) + ' ' + (data.byteLength ?? data.size));
      act(event, socket);
    };
    socket.onerror = () => tell(name, 'error');
    socket.onclose = (event) => {
      tell(name, 'close', event.code, event.reason, event.wasClean);
      act(event, socket);
    };
    return socket;
  };
</script>`;

/** Two sockets, a reconnect with another story, a handshake that fails, bytes in two types. */
const STORY = `${BASE}<script>
  let lives = 0;
  const talk = () => connect('/desk', ['v1', 'v2'], (event, socket) => {
    if (event.type === 'message' && event.data.includes('welcome'))
      socket.send(JSON.stringify({ ask: 'life ' + lives, session: JSON.parse(event.data).session, ref: 'r' }));
    if (event.type === 'message' && event.data.includes('answer')) socket.send('leave');
    if (event.type === 'close' && lives++ === 0) talk();
    else if (event.type === 'close') tell('desk', 'rests');
  });
  talk();
  connect('/refused');
  let heard = 0;
  connect('/bytes', [], (event, socket) => {
    if (event.type === 'open') { socket.binaryType = 'arraybuffer'; socket.send(new Uint8Array([1, 2, 3])); }
    if (event.type === 'message' && heard++ === 0) { socket.binaryType = 'blob'; socket.send(new Uint8Array(5)); }
    else if (event.type === 'message') socket.close(3003, 'enough');
  });
</script>`;

/** Asks with a fresh reference each time. */
const ASKING = `${BASE}<script>
  let session = '';
  const socket = connect('/desk', [], (event) => {
    if (event.type === 'message') session = JSON.parse(event.data).session ?? session;
  });
  window.ask = (ask) => socket.send(JSON.stringify({ ask, session, ref: crypto.randomUUID() }));
</script>`;

const FRAMES = `${BASE}<iframe src="/inner"></iframe><iframe srcdoc="&lt;script>
  const socket = new WebSocket(parent.location.origin.replace('http', 'ws') + '/srcdoc');
  socket.onmessage = () => { parent.tell('srcdoc heard'); socket.close(); };
&lt;/script>"></iframe>`;
const INNER = `<script>
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/inner-socket');
  socket.onmessage = () => { parent.tell('inner heard'); socket.close(); };
</script>`;

/** Two frames of another site: there the arming script of a reload does not run. */
const STRANGERS = `${BASE}<script>
  addEventListener('message', ({ data }) => tell(data));
  for (const name of ['one', 'two']) {
    const frame = document.createElement('iframe');
    frame.src = location.origin.replace('127.0.0.1', 'localhost') + '/stranger?' + name;
    document.documentElement.append(frame);
  }
</script>`;
const STRANGER = `<script>
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/stranger-socket');
  socket.onmessage = () => { parent.postMessage('stranger heard', '*'); socket.close(); };
</script>`;

describe.each(BROWSERS)('replaying to the page in %s', (kind) => {
  let panel: PanelDriver;
  let desk: Desk;
  const start = async (): Promise<void> => {
    panel = await launch(kind, { size: { width: 1400, height: 900 } });
    await panel.open(desk.url);
    await panel.openPanel();
  };
  beforeAll(async () => {
    desk = await startDesk({
      '/story': STORY,
      '/asking': ASKING,
      '/frames': FRAMES,
      '/inner': INNER,
      '/strangers': STRANGERS,
      '/stranger': STRANGER,
    });
    await start();
  });
  afterAll(async () => {
    await panel.close();
    await desk.close();
  });
  beforeEach(async () => {
    desk.listen();
    desk.log.length = 0;
    await panel.click('tab', 'Frames');
    await panel.open('about:blank');
    await panel.open(desk.url);
    await panel.click('button', 'Clear');
    await panel.waitForRows('Frames', 0);
  });

  const story = (): Promise<string[]> =>
    panel.evalInPage(() => [...((window as unknown as { story?: string[] }).story ?? [])]);
  const toPage = async (pacing: string): Promise<void> => {
    await panel.click('tab', 'Replay');
    await panel.click('radio', 'To the page');
    await choose(panel, 'Pacing', pacing);
  };
  const reloaded = async (): Promise<void> => {
    await panel.evalInPage(() => Object.assign(window, { isOld: true }));
    await panel.click('button', 'Reload and replay');
    await until('the reloaded page', () =>
      panel.evalInPage(() => !('isOld' in window) && document.readyState === 'complete'),
    );
  };
  /** The story of each socket in its own order: that of different ones is chance. */
  const bySocket = (lines: string[]): string[][] =>
    ['desk', 'refused', 'bytes'].map((name) => lines.filter((line) => line.startsWith(name)));

  it('runs its whole course again without any server', async () => {
    await panel.open(`${desk.url}story`);
    const isOver = (lines: string[]): boolean =>
      lines.includes('desk rests') && lines.some((line) => line.startsWith('bytes close'));
    await until('the story', async () => isOver(await story()));
    const recorded = await story();
    await panel.waitForRows('Connections', 5);
    desk.hangUp();
    await toPage('When the page asks');
    await choose(panel, 'Recording', 'All 4 connections');
    await fill(panel, 'Fields to ignore', '');
    await reloaded();
    await until('the story again', async () => isOver(await story()));
    expect(bySocket(await story())).toEqual(bySocket(recorded));
    expect(recorded).toContain('refused error');
    await untilProgress(panel, 'Done');
    desk.listen();
    expect(desk.log).toHaveLength(3);
  });

  it('follows what the page asks, whatever it calls it, and asks what to do with the rest', async () => {
    await panel.open(`${desk.url}asking`);
    const ask = (what: string): Promise<void> =>
      panel.evalInPage((what: string) => (window as unknown as { ask(what: string): void }).ask(what), what);
    await until('the greeting', async () => (await story()).length === 2);
    await ask('first');
    await until('an answer', async () => (await story()).length === 3);
    await ask('second');
    await until('an answer', async () => (await story()).length === 4);
    await panel.clickRow('Connections', 3);
    desk.hangUp();
    await toPage('When the page asks');
    await fill(panel, 'Fields to ignore', 'ref, session');
    await choose(panel, 'When the page sends something not recorded', 'Pause');
    await reloaded();
    await until('the greeting', async () => (await story()).length === 2);
    await ask('second');
    await until('the second answer', async () => (await story())[2]);
    const heard = await panel.evalInPage(() => (window as unknown as { story: string[] }).story[2] ?? '');
    expect(heard).toContain('"ask":"second"');
    await ask('never recorded');
    await until('a question', async () => (await panel.alert())?.includes('never recorded'));
    await panel.click('button', 'Answer');
    await until('the first answer', async () => (await story()).some((line) => line.includes('"first"')));
    // The server hung up when it was recorded.
    await until('the recorded end', async () => (await story()).some((line) => line.includes('close 1006')));
  });

  it('goes to any frame at once', async () => {
    await panel.open(`${desk.url}asking`);
    await until('the greeting', async () => (await story()).length === 2);
    const ask = (what: string): Promise<void> =>
      panel.evalInPage((what: string) => (window as unknown as { ask(what: string): void }).ask(what), what);
    for (const what of ['one', 'two', 'three']) await ask(what);
    await until('the answers', async () => (await story()).length === 5);
    await panel.clickRow('Connections', 3);
    desk.hangUp();
    await toPage('One by one');
    await fill(panel, 'First frame', '7');
    await reloaded();
    await until('the frames before', async () => (await story()).length === 4);
    await panel.click('button', 'Step');
    await until('the next frame', async () => (await story()).length === 5);
    await panel.click('button', 'Stop');
  });

  it('answers the sockets of frames inside the page', async () => {
    await panel.open(`${desk.url}frames`);
    await until('both frames', async () => (await story()).length === 2);
    await panel.waitForRows('Connections', 3);
    desk.hangUp();
    await toPage('Original timing');
    await choose(panel, 'Recording', 'All 2 connections');
    await reloaded();
    await until('both frames again', async () => (await story()).length === 2);
    expect((await story()).sort()).toEqual(['inner heard', 'srcdoc heard']);
    await untilProgress(panel, 'Done');
  });

  it('answers the sockets of frames of other origins', async () => {
    await panel.open(`${desk.url}strangers`);
    await until('both frames', async () => (await story()).length === 2);
    await panel.waitForRows('Connections', 3);
    desk.hangUp();
    await toPage('Original timing');
    await choose(panel, 'Recording', 'All 2 connections');
    await reloaded();
    await until('both frames again', async () => (await story()).length === 2);
    await untilProgress(panel, 'Done');
    expect(desk.log).toHaveLength(2);
  });
});
