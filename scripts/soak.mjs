// @ts-check
import { spawnSync } from 'node:child_process';

/*
 * The long run: what CI does with fixed seeds and counts, with other seeds and for longer.
 * node scripts/soak.mjs [rounds]
 */
const rounds = Number(process.argv[2] ?? 5);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error('How many rounds? For instance: npm run soak -- 5');

/**
 * @param {string[]} args a script and its arguments
 * @param {Record<string, string>} environment
 */
const run = (args, environment = {}) => {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
};

const FUZZED = ['run', '--project', 'unit', '--testTimeout=3600000', 'test/session', 'test/content'];

let failed = 0;
for (let round = 1; round <= rounds; round++) {
  console.log(`\nRound ${round} of ${rounds}`);
  const fuzz = { FRAMEREEL_FUZZ: '50000', FRAMEREEL_FUZZ_SEED: String(round) };
  if (!run(['node_modules/vitest/vitest.mjs', ...FUZZED], fuzz)) failed++;
  if (!run(['scripts/suite.mjs', 'heavy'])) failed++;
}
console.log(failed === 0 ? 'Nothing failed.' : `${failed} runs failed.`);
process.exit(failed === 0 ? 0 : 1);
