// @ts-check
import { spawnSync } from 'node:child_process';

/*
 * Runs one of the suites that plain `npm test` leaves out, for they are long or make files:
 * node scripts/suite.mjs NAME [--install] [options of vitest]
 */
const [name, ...rest] = process.argv.slice(2);
if (!name) throw new Error('Which suite? For instance: node scripts/suite.mjs screenshots');

/** Told to the suite that knows what to install: vitest has no such option. */
const INSTALL = '--install';
const options = rest.filter((option) => option !== INSTALL);
const install = rest.includes(INSTALL) ? { FRAMEREEL_INSTALL: '1' } : {};

/**
 * @param {string} script
 * @param {string[]} args
 */
const run = (script, args) => {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, FRAMEREEL_SUITE: name, ...install },
  });
  if (status !== 0) process.exit(status ?? 1);
};

for (const mode of ['chrome', 'firefox'])
  run('node_modules/vite/bin/vite.js', ['build', '--mode', mode, '--logLevel', 'warn']);
run('node_modules/vitest/vitest.mjs', ['run', '--project', name, ...options]);
