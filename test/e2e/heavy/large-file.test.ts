import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSession } from '../../bench/session-file.ts';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Stage, setStage } from '../panel/panel-page.ts';

const FRAMES = 1_200;
/** 75 MiB of them are more than Chrome is given to hold as a Blob. */
const text = (number: number): string => `${number} `.padEnd(64 * 1024, 'framereel');

describe.each(BROWSERS)('a large session in %s', (kind) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-large-'));
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  it('is exported whole', async () => {
    const { panel } = stage;
    const file = path.join(folder, 'large.jsonl');
    await writeSession(file, { url: 'ws://a.example/', frames: FRAMES, direction: 'received', gap: 1, text });
    await panel.upload('Import session', file);
    await until('the session', () => panel.has('tab', 'large.jsonl'));
    await panel.waitForRows('Frames', FRAMES);
    const exported = await panel.download(async () => {
      await panel.click('button', 'Export');
      await panel.click('menuitem', 'Framereel session .jsonl');
    });
    const lines = readFileSync(exported, 'utf8').split('\n');
    const texts = lines.flatMap((line) => (line.includes('"type":"frame"') ? [JSON.parse(line).text] : []));
    expect(texts).toHaveLength(FRAMES);
    expect(texts.findIndex((one, number) => one !== text(number))).toBe(-1);
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ type: 'end' });
  });
});
