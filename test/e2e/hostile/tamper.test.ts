import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { readSession } from '../capture/panel-session.ts';
import { type Site, startSite } from '../fidelity/site.ts';

const ATTACKS = [
  'the prototype of arrays',
  'the prototype of objects',
  'functions',
  'Reflect, Object and Proxy',
  'promises',
  'events',
  'ports and channels',
  'buffers and Blobs',
  'maps',
  'clocks and timers',
  'stacks',
  'inherited stacks',
  'tags',
  'sockets',
  'strings',
  'everything frozen',
];

/** The page's own promises may be gone: its answer waits in a property. */
const PAGE = `<!doctype html><title>Hostile</title><script type="module">
  import { attack } from '/attacks.js';
  const [name, when] = decodeURIComponent(location.search.slice(1)).split(':');
  const answer = attack(name, 'ws://' + location.host + '/echo', when);
  answer.then((it) => { window.answer = JSON.stringify(it); }, (error) => { window.answer = String(error); });
</script>`;

describe.each(BROWSERS)('a hostile page in %s that tampers with', (kind) => {
  let site: Site;
  let panel: PanelDriver;
  beforeAll(async () => {
    const attacks = readFileSync(path.join(import.meta.dirname, 'attacks.js'), 'utf8');
    site = await startSite({
      '/hostile.html': () => ({ body: PAGE }),
      '/attacks.js': () => ({ type: 'text/javascript', body: attacks }),
    });
    panel = await launch(kind);
    await panel.open(site.url);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel.close();
    await site.close();
  });

  it.each(
    ATTACKS.flatMap((name) => [
      [name, 'before'],
      [name, 'after'],
    ]),
  )('%s, %s its socket is open, is recorded all the same', async (name, when) => {
    await panel.open(`${site.url}hostile.html?${encodeURIComponent(`${name}:${when}`)}`);
    const answer = await until('the page to be done', () =>
      panel.evalInPage(() => (window as unknown as { answer?: string }).answer),
    );
    expect(JSON.parse(answer)).toEqual({
      heard: ['text', '3 bytes', '4 bytes', 'made text', 3001],
      stolen: [],
    });
    const connection = await until('the connection to have ended', async () => {
      const { connections } = await readSession(panel);
      return connections.find((one) => one.state === 'closed' && !one.frames.some((frame) => frame.pending));
    });
    expect(connection).toMatchObject({
      requested: ['chat', 'other'],
      protocol: 'chat',
      closing: { code: 3001, reason: 'bye', source: 'wire' },
      closed: { code: 3001, reason: 'bye', wasClean: true },
      gaps: [],
    });
    expect(connection.frames.map(({ direction, shape, message }) => [direction, shape, message])).toEqual([
      ['sent', 'string', 'text 4 "text"'],
      ['sent', 'Uint8Array', 'binary 3 010203'],
      ['sent', 'Blob', `binary 4 ${Buffer.from('blob').toString('hex')}`],
      ['sent', 'string', 'text 9 "made text"'],
      ['received', 'string', 'text 4 "text"'],
      ['received', 'Blob', 'binary 3 010203'],
      ['received', 'Blob', `binary 4 ${Buffer.from('blob').toString('hex')}`],
      ['received', 'string', 'text 9 "made text"'],
    ]);
  });
});
