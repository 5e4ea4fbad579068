import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { REFUSALS } from '../../demo/refusals.mjs';
import { type Demo, startDemo } from '../../demo/server.mjs';
import { Chromium } from '../../scripts/chromium.mjs';
import { until } from '../support/until.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => demo.log.clear());
afterAll(() => demo.close());

function connect(path: string, protocols: string[] = []) {
  return new WebSocket(new URL(path, demo.url.replace('http', 'ws')), protocols);
}

async function messages(socket: WebSocket, count: number): Promise<{ data: Buffer; isBinary: boolean }[]> {
  const heard: { data: Buffer; isBinary: boolean }[] = [];
  socket.on('message', (data, isBinary) => heard.push({ data: data as Buffer, isBinary }));
  return until(`${count} messages`, async () => heard.length >= count && heard);
}

describe('the demo server', () => {
  it('echoes text as text and binary as binary, and logs both ways', async () => {
    const socket = connect('/echo');
    await once(socket, 'open');
    const echoes = messages(socket, 2);
    socket.send('grüezi');
    socket.send(Buffer.from([1, 2, 3]));
    const [text, binary] = await echoes;
    expect(text).toEqual({ data: Buffer.from('grüezi'), isBinary: false });
    expect(binary).toEqual({ data: Buffer.from([1, 2, 3]), isBinary: true });
    const frames = demo.log.sockets[0]?.frames.map(({ from, opcode, size }) => [from, opcode, size]);
    expect(frames).toEqual([
      ['page', 1, 7],
      ['server', 1, 7],
      ['page', 2, 3],
      ['server', 2, 3],
    ]);
    socket.terminate();
  });

  it('picks the subprotocol it likes best and speaks it', async () => {
    const socket = connect('/subprotocols', ['soap', 'xmpp']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('xmpp');
    const answer = messages(socket, 1);
    socket.send('<open/>');
    expect((await answer)[0]?.data.toString()).toContain('urn:ietf:params:xml:ns:xmpp-framing');
    expect(demo.log.sockets[0]).toMatchObject({ requested: ['soap', 'xmpp'], protocol: 'xmpp' });
    socket.terminate();
  });

  it('negotiates permessage-deflate where compression is shown', async () => {
    const socket = connect('/compressed');
    await once(socket, 'open');
    expect(socket.extensions).toContain('permessage-deflate');
    expect(demo.log.sockets[0]?.extensions).toContain('permessage-deflate');
    socket.terminate();
  });

  it('closes with the code and reason it was asked for', async () => {
    const socket = connect('/close?code=4321&reason=enough');
    const [code, reason] = await once(socket, 'close');
    expect([code, String(reason)]).toEqual([4321, 'enough']);
  });

  it('floods with as many numbered messages of a size as it was asked for', async () => {
    const socket = connect('/flood?count=2500&size=40&binary=1');
    const heard = await messages(socket, 2500);
    expect(heard.map(({ data }) => data.readUInt32LE())).toEqual(
      Array.from({ length: 2500 }, (_, index) => index),
    );
    expect(new Set(heard.map(({ data }) => data.length))).toEqual(new Set([40]));
    expect(demo.log.sockets[0]?.count.server).toEqual({ frames: 2500, bytes: 100_000 });
    socket.terminate();
  });

  it('opens late and answers late where it is slow', async () => {
    const started = performance.now();
    const socket = connect('/slow?handshake=120&reply=80');
    await once(socket, 'open');
    const opened = performance.now();
    const answer = messages(socket, 1);
    socket.send('?');
    await answer;
    // A timer may fire a millisecond early by another clock.
    expect(opened - started).toBeGreaterThan(115);
    expect(performance.now() - opened).toBeGreaterThan(75);
    socket.terminate();
  });

  it.each(Object.keys(REFUSALS))('fails a handshake by %s', async (name) => {
    const socket = connect(`/refuse/${name}`, ['asked.v1']);
    const [error] = await once(socket, 'error');
    expect(error).toBeInstanceOf(Error);
    expect(demo.log.refused).toMatchObject([{ url: `/refuse/${name}`, answer: name }]);
    expect(demo.log.sockets).toEqual([]);
  });

  it('answers 404 to a socket it does not have', async () => {
    const [error] = await once(connect('/nowhere'), 'error');
    expect(error.message).toContain('404');
  });

  it('survives requests that make no sense', async () => {
    for (const path of ['//', '/%', '/../../package.json', '/card.js/..%2f..%2fserver.mjs'])
      expect((await fetch(demo.url.slice(0, -1) + path)).status).toBe(404);
    expect((await fetch(demo.url)).status).toBe(200);
  });

  it('survives sockets that make no sense', async () => {
    const [error] = await once(connect('/refuse/constructor'), 'error');
    expect(error.message).toContain('404');
    const socket = connect(`/close?code=4000&reason=${'ü'.repeat(200)}`);
    const [code, reason] = await once(socket, 'close');
    expect([code, `${reason}`]).toEqual([4000, 'ü'.repeat(61)]);
    expect((await fetch(demo.url)).status).toBe(200);
  });

  it('tells its log as JSON', async () => {
    const socket = connect('/echo?told');
    await once(socket, 'open');
    const echoes = messages(socket, 1);
    socket.send('hi');
    await echoes;
    const log = (await (await fetch(`${demo.url}log.json`)).json()) as typeof demo.log;
    expect(log.sockets[0]).toMatchObject({ url: '/echo?told', frames: [{ data: 'aGk=' }, { data: 'aGk=' }] });
    socket.terminate();
  });
});

describe('the demo page', () => {
  let chromium: Chromium;
  const errors: unknown[] = [];
  beforeAll(async () => {
    chromium = await Chromium.launch();
    chromium.page.on('pageerror', (error) => errors.push(error));
    await chromium.page.goto(demo.url);
  });
  afterAll(() => chromium?.close());

  const press = (name: string) => chromium.page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  const socketAt = (url: string) => demo.log.sockets.find((socket) => socket.url.startsWith(url));
  const framesFrom = (from: 'page' | 'server', url: string) => socketAt(url)?.count[from].frames ?? 0;

  it('opens no socket by itself', async () => {
    await chromium.page.reload({ waitUntil: 'networkidle0' });
    expect(demo.log.sockets).toEqual([]);
  });

  it('adds no name to the page', async () => {
    const added = await chromium.page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const native = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !native.has(name) && !/^\d+$/.test(name));
    });
    expect(added).toEqual([]);
  });

  it.each([
    ['Connect echo', '/echo', 'Send Blob', 'page', 1],
    ['Join chat', '/chat', null, 'server', 3],
    ['Start ticker', '/ticker', null, 'server', 50],
    ['Join game', '/game', null, 'page', 60],
    ['Connect with subprotocols', '/subprotocols', 'Say hello', 'server', 1],
    ['Connect compressed', '/compressed', 'Send 64 kB of JSON', 'server', 1],
    ['Connect Socket.IO', '/socket.io/', 'Emit binary', 'page', 3],
    ['Add iframe', '/echo?from=iframe', null, 'server', 1],
    ['Start worker', '/echo?from=worker', null, 'server', 2],
  ] as const)('%s opens %s and messages go', async (open, url, then, from, count) => {
    await press(open);
    if (then) await press(then);
    await until(`${count} frames on ${url}`, async () => framesFrom(from, url) >= count);
  });

  it('shows the code and reason the server closed with', async () => {
    await press('Let the server close');
    await until('the close', async () => socketAt('/close')?.closed);
    const log = await chromium.page.$eval('#close output', (output) => output.textContent);
    expect(log).toContain('closed with 4001 “session expired”');
  });

  it('has a button for every failing handshake', async () => {
    const names = [
      ...['Fail with 403', 'Fail with 404', 'Fail with 401', 'Fail with 302', 'Fail without Upgrade header'],
      ...['Fail with wrong accept', 'Fail with wrong subprotocol', 'Fail with dropped connection'],
    ];
    for (const name of names) await press(name);
    const answers = await until('all refusals', async () => {
      const seen = demo.log.refused.map(({ answer }) => answer);
      return seen.length === names.length && seen;
    });
    expect(answers.toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  });

  it('has thrown no error in all this', () => {
    expect(errors).toEqual([]);
  });
});
