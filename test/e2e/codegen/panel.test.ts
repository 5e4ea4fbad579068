import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from '../../codegen/workplace.ts';
import { BROWSERS } from '../../support/panel-driver.ts';
import { converse, type Stage, setStage } from '../panel/panel-page.ts';

describe.each(BROWSERS)('code written in the panel in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  const exportAs = (item: string): Promise<string> =>
    stage.panel.download(async () => {
      await stage.panel.click('button', 'Export');
      await stage.panel.click('menuitem', item);
    });

  it('plays to the server what the page said, with the same replies', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', '*/ </script> "two"']);
    await panel.waitForRows('Frames', 4);
    const file = await exportAs('Client');
    const place = new Workplace('ws');

    const { code, stdout } = await place.run('node', [
      place.write(path.basename(file), readFileSync(file, 'utf8')),
    ]);

    expect(stdout).toBe('Connection 1: 2 sent, 2 replies as recorded, 0 different, 0 missing\n');
    expect(code).toBe(0);
  });

  it('stands in for the server before a client', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    await panel.waitForRows('Frames', 4);
    const place = new Workplace('ws');
    const copy = (file: string) => place.write(path.basename(file), readFileSync(file, 'utf8'));
    const client = copy(await exportAs('Client'));
    const server = place.start('node', [copy(await exportAs('Mock server'))], { PORT: '0' });
    const [, base] = await server.says(/^(ws:\/\/localhost:\d+)\/echo$/m);

    const { stdout } = await place.run('node', [client, base ?? '']);

    expect(stdout).toBe('Connection 1: 2 sent, 2 replies as recorded, 0 different, 0 missing\n');
  });
});
