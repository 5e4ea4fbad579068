import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

describe.each(BROWSERS)('session files in %s', (kind) => {
  let stage: Stage;
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-files-'));
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(async () => {
    // An imported session stays open beside the live one.
    if (await stage.panel.has('tab', 'Live')) await stage.panel.click('tab', 'Live');
    await stage.reset();
  });
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const exportAs = (item: string): Promise<string> =>
    stage.panel.download(async () => {
      await stage.panel.click('button', 'Export');
      await stage.panel.click('menuitem', item);
    });

  const file = (name: string, content: string): string => {
    const at = path.join(folder, name);
    writeFileSync(at, content);
    return at;
  };

  it('exports a session as JSON Lines that opens again with the same frames', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', '{"two":2}']);
    await panel.waitForRows('Frames', 4);
    const exported = await exportAs('Framereel session .jsonl');
    expect(JSON.parse(readFileSync(exported, 'utf8').split('\n')[0] ?? '')).toMatchObject({
      format: 'framereel',
      version: 1,
    });
    await panel.upload('Import session', exported);
    await until('the session', () => panel.has('tab', 'Live'));
    await panel.waitForRows('Frames', 4);
    expect((await panel.rows('Frames')).map(({ cells }) => cells.data)).toEqual([
      'one',
      '{"two":2}',
      'one',
      '{"two":2}',
    ]);
  });

  it('exports a HAR with the messages in it', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one']);
    await panel.waitForRows('Frames', 2);
    const har = JSON.parse(readFileSync(await exportAs('HAR 1.2 .har'), 'utf8'));
    expect(
      har.log.entries[0]._webSocketMessages.map(({ type, data }: { type: string; data: string }) => [
        type,
        data,
      ]),
    ).toEqual([
      ['send', 'one'],
      ['receive', 'one'],
    ]);
  });

  it('packs a session with gzip, which opens again with the same frames', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    await panel.waitForRows('Frames', 4);
    const exported = await panel.download(async () => {
      await panel.click('button', 'Export');
      await panel.click('menuitemcheckbox', 'Packed with gzip');
      await panel.click('menuitem', 'Framereel session .jsonl');
    });
    expect(exported).toMatch(/\.jsonl\.gz$/);
    expect(gunzipSync(readFileSync(exported)).toString()).toContain('"text":"two"');
    await panel.upload('Import session', exported);
    await until('the imported session', () => panel.has('tab', path.basename(exported)));
    await panel.waitForRows('Frames', 4);
    await panel.click('button', 'Export');
    await panel.click('menuitemcheckbox', 'Packed with gzip');
    await panel.press('Escape');
  });

  it('hides what is asked for, after showing it', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['{"password":"hunter2"}']);
    await panel.waitForRows('Frames', 2);
    await panel.click('button', 'Export');
    await panel.click('menuitem', 'Hide before export…');
    await panel.type('textbox', 'JSON fields', 'password');
    await until('the preview', async () => (await panel.panelText()).includes('hunter2\tredacted-1\t2'));
    await panel.click('button', 'Apply');
    const text = readFileSync(await exportAs('Framereel session .jsonl'), 'utf8');
    expect(text).not.toContain('hunter2');
    expect(text.match(/redacted-1/g)).toHaveLength(2);

    await panel.click('button', 'Export');
    await panel.click('menuitem', 'Hide before export… 1 field');
    await panel.type('textbox', 'JSON fields', '');
    await panel.click('button', 'Apply');
  });

  const har = (entry: object): string =>
    JSON.stringify({ log: { version: '1.2', creator: { name: 'Other', version: '1' }, entries: [entry] } });
  const socket = (message: object): string =>
    har({
      _resourceType: 'websocket',
      startedDateTime: '2026-01-02T03:04:05.000Z',
      request: { method: 'GET', url: 'wss://a.example/', headers: [] },
      response: { status: 101, statusText: '', headers: [] },
      _webSocketMessages: [message],
    });

  it.each([
    [
      'page.har',
      har({ request: { url: 'https://a.example/' }, response: { status: 200 } }),
      'page.har was not opened: $.log.entries: ',
    ],
    [
      'partial.har',
      socket({ type: 'send', time: 1767323045 }),
      'partial.har is damaged: $.log.entries[0]._webSocketMessages[0]',
    ],
    [
      'base64.har',
      socket({ type: 'send', time: 1767323045, opcode: 2, data: 'AA*=' }),
      'base64.har is damaged: $.log.entries[0]._webSocketMessages[0].data: ',
    ],
    [
      'newer.jsonl',
      '{"format":"framereel","version":99,"name":"","started":0,"connections":0,"frames":0}\n',
      'newer.jsonl was not opened: line 1: This session has format version 99',
    ],
  ])('says what is wrong with %s and where', async (name, content, words) => {
    const { panel } = stage;
    await panel.upload('Import session', file(name, content));
    await until(`the problem of ${name}`, async () => (await panel.panelText()).includes(words));
  });

  it('says which line of a damaged file it could not read, and opens the rest', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    await panel.waitForRows('Frames', 4);
    const lines = readFileSync(await exportAs('Framereel session .jsonl'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"frame"'));
    lines[at] = lines[at]?.slice(0, 20) ?? '';
    await panel.upload('Import session', file('damaged.jsonl', lines.join('\n')));
    await until('the problem', async () => (await panel.panelText()).includes(`line ${at + 1}`));
    await panel.waitForRows('Frames', 3);
  });

  it('says that a file is no session and keeps what is recorded', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one']);
    await panel.waitForRows('Frames', 2);
    await panel.upload('Import session', file('letter.txt', 'Dear reader'));
    await until('the problem', async () => (await panel.panelText()).includes('letter.txt was not opened'));
    await panel.waitForRows('Frames', 2);
  });
});
