// @ts-check
import { spawnSync } from 'node:child_process';

/*
 * The long run: what CI does with fixed seeds and counts, with other seeds and for longer.
 * node scripts/soak.mjs [rounds]
 */
const rounds = Number(process.argv[2] ?? 5);

/**
 * @param {string[]} args of vitest
 * @param {Record<string, string>} environment
 */
const vitest = (args, environment) => {
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
};

let failed = 0;
for (let round = 1; round <= rounds; round++) {
  console.log(`\nRound ${round} of ${rounds}`);
  const fuzz = { FRAMEREEL_FUZZ: '50000', FRAMEREEL_FUZZ_SEED: String(round) };
  if (!vitest(['--project', 'unit', 'test/session'], fuzz)) failed++;
  if (!vitest(['--project', 'heavy'], { FRAMEREEL_SUITE: 'heavy' })) failed++;
}
console.log(failed === 0 ? 'Nothing failed.' : `${failed} runs failed.`);
process.exit(failed === 0 ? 0 : 1);
