// @ts-check
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..');

const USAGE = `npm run bench [-- [capture] [replay] [panel] [--browser chrome|firefox] [--rounds N] [--scale X] [--only NAME,…]]
  measures what recording costs, how well a replay keeps time, and how fast the panel is
  --browser  one browser only
  --rounds   how often everything is measured: 5 unless told otherwise
  --scale    share of the frames that are sent or loaded: 1 unless told otherwise
  --only     some of the benchmarks of a suite, by name
The extension is built first, unless FRAMEREEL_DIST names a folder with builds. Results go to out/ as JSON.`;

/**
 * In processes of their own: crxjs keeps state from one build to the next.
 * @param {string[]} browsers
 */
function build(browsers) {
  for (const mode of browsers) {
    const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--mode', mode, '--logLevel', 'warn'];
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The build for ${mode} failed.`);
  }
}

function readCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      scale: { type: 'string', default: '1' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const browsers = values.browser ? [values.browser] : ['chrome', 'firefox'];
  const suites = positionals.length ? positionals : ['capture', 'replay', 'panel'];
  const rounds = Number(values.rounds);
  const scale = Number(values.scale);
  const isWrong =
    !browsers.every((kind) => kind === 'chrome' || kind === 'firefox') ||
    !suites.every((suite) => ['capture', 'replay', 'panel'].includes(suite)) ||
    !(Number.isInteger(rounds) && rounds > 0) ||
    !(scale > 0);
  if (isWrong) throw new Error(`These options are not understood.\n${USAGE}`);
  return { browsers, suites, rounds, scale, only: values.only?.split(',') ?? null };
}

try {
  const options = readCommandLine();
  if (!process.env.FRAMEREEL_DIST) build(options.browsers);
  const { module } = await runnerImport(path.join(ROOT, 'test/bench/bench.ts'), { root: ROOT });
  await /** @type {{ runBench(options: object): Promise<void> }} */ (module).runBench(options);
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
