import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';

/** Milliseconds for a build, a browser's start and its end, on a busy machine. */
const PATIENCE = 120_000;

const ROOT = path.resolve(import.meta.dirname, '../..');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** The environment of a person's shell: what the test runner adds would change the build. */
function cleanEnvironment() {
  const added = /^(?:VITEST|VITE_|TEST$|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** The command behind `npm start`, with a temporary directory of its own: what it leaves there is its profile. */
function start(temporary: string, ...parameters: string[]) {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--headless', ...parameters], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said.text += chunk;
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = async () => {
    const waited = until('the command is ready', async () => said.text.includes('Ctrl-C'), PATIENCE / 2);
    await Promise.race([waited, ended]);
    expect(said.text).toContain('Ctrl-C');
  };
  return { child, said, ended, ready };
}

describe.each(BROWSERS)('npm start, %s', (kind) => {
  let temporary = '';
  beforeEach(() => {
    temporary = mkdtempSync(path.join(tmpdir(), 'framereel-start-'));
  });
  afterEach(() => rmSync(temporary, { recursive: true, force: true }));

  it('says where the demo is and what the panel shows, and draws a picture of it', {
    timeout: PATIENCE,
  }, async () => {
    const { said, ended } = start(temporary, kind, '--once');
    expect(await ended, said.text).toBe(0);
    expect(said.text).toMatch(/runs headless/);
    expect(said.text).toMatch(/^Demo: http:\/\/127\.0\.0\.1:\d+\//m);
    expect(said.text).toMatch(/^The panel shows: [1-9]\d* of [1-9]\d* frames · [1-9]\d* connections?/m);
    const file = /^Screenshot: (.+)$/m.exec(said.text)?.[1] ?? '';
    expect(readFileSync(path.join(ROOT, file)).subarray(0, PNG.length)).toEqual(PNG);
  });

  it('ends the browser and removes its profile on Ctrl-C', { timeout: PATIENCE }, async () => {
    const { child, said, ended, ready } = start(temporary, kind);
    await ready();
    expect(readdirSync(temporary)).toContainEqual(expect.stringMatching(/^framereel-/));
    child.kill('SIGINT');
    expect(await ended, said.text).toBe(0);
    expect(readdirSync(temporary).filter((name) => name.startsWith('framereel-'))).toEqual([]);
  });

  it('leaves nothing behind when it is killed', { timeout: PATIENCE }, async () => {
    const { child, ready } = start(temporary, kind);
    await ready();
    child.kill('SIGKILL');
    // A browser that still ran would go on writing to its profile.
    await until('the profile is gone', async () =>
      readdirSync(temporary).every((name) => !name.startsWith('framereel-')),
    );
  });
});

it('says what it takes, given something else', async () => {
  const { said, ended } = start(tmpdir(), 'netscape');
  expect(await ended).toBe(1);
  expect(said.text).toContain('Neither a browser nor an option: netscape');
});
