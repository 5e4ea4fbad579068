import { build } from 'vite';
import { minifyAgain } from './minify.mjs';

const TARGETS = { chrome: 'chrome148', firefox: 'firefox142' };

/**
 * Builds one script that stands alone.
 *
 * @param {string} entry
 * @param {'chrome' | 'firefox'} browser
 * @param {Record<string, string>} [define]
 * @returns {Promise<string>}
 */
async function scriptOf(entry, browser, define = {}) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __BROWSER__: JSON.stringify(browser), ...define },
    build: {
      write: false,
      target: TARGETS[browser],
      minify: true,
      lib: { entry, formats: ['iife'], name: 'framereel' },
    },
  });
  const [result] = [built].flat();
  const [chunk] = result && 'output' in result ? result.output : [];
  return chunk?.type === 'chunk' ? minifyAgain(chunk.code) : '';
}

/**
 * Builds the tap for workers as one line of ASCII: it goes in front of a worker's first line.
 *
 * @param {'chrome' | 'firefox'} browser
 */
export async function workerTap(browser) {
  const code = await scriptOf('src/page/worker.ts', browser);
  if (!/^[\x20-\x7e]+$/.test(code)) throw new Error('The tap for workers is not one line of ASCII.');
  return code;
}

/**
 * Builds the two scripts that Chrome runs on sites whose workers the user wants in full, by where they go in the
 * extension. No manifest names them: the panel registers them.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function tappedSiteScripts() {
  const tap = JSON.stringify(await workerTap('chrome'));
  return {
    'src/content/tapped-site.js': await scriptOf('src/content/tapped-site.ts', 'chrome'),
    'src/page/tapped-site.js': await scriptOf('src/page/tapped-site.ts', 'chrome', { __WORKER_TAP__: tap }),
  };
}
