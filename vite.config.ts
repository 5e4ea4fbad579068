import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import base from './manifest.json' with { type: 'json' };
import { findBrowser } from './scripts/browsers.mjs';
import { minifyAgain } from './scripts/minify.mjs';
import { tappedSiteScripts, workerTap } from './scripts/worker-tap.mjs';

/** The add-on id Firefox knows us by; tests address the panel by it. */
export const GECKO_ID = 'framereel@framereel.dev';

/** Chrome 148 is the first with `message_serialization`: binary frames cross as themselves. */
const CHROME_MINIMUM = '148';
const FIREFOX_MINIMUM = '142.0';

/**
 * Every content script must be one synchronous script: the bundler's default loader imports it
 * asynchronously, too late to meet a page's first socket, and needs web_accessible_resources.
 */
const SYNCHRONOUS = base.content_scripts.flatMap((script) => script.js);

/** crxjs builds the content scripts in nested builds whose imports `vite build --watch` does not follow. */
const watchContentScripts = (): Plugin => ({
  name: 'framereel:watch-content-scripts',
  apply: 'build',
  buildStart() {
    for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }))
      if (/\.tsx?$/.test(file)) this.addWatchFile(resolve('src', file));
  },
});

/** The scripts that the panel of Chrome registers for single sites. */
const addTappedSiteScripts = (): Plugin => ({
  name: 'framereel:tapped-site-scripts',
  apply: 'build',
  async generateBundle() {
    for (const [fileName, source] of Object.entries(await tappedSiteScripts()))
      this.emitFile({ type: 'asset', fileName, source });
  },
});

/** The scripts that pages run. */
const minifyContentScripts = (): Plugin => ({
  name: 'framereel:minify-content-scripts',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && /^src\/(?:page|content)\/\w+\.js$/.test(file.fileName))
          file.source = await minifyAgain(String(file.source));
    },
  },
});

interface ModuleGraph {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

/** Whether a module is loaded with `entry`: by imports that are not dynamic. */
function isLoadedWith(entry: string, id: string, graph: ModuleGraph, seen = new Set<string>()): boolean {
  if (id.endsWith(entry)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (graph.getModuleInfo(id)?.importers ?? []).some((importer) =>
    isLoadedWith(entry, importer, graph, seen),
  );
}

/**
 * What the panel loads at first is one chunk, beside what the DevTools page has too: the bundler would make a small one
 * of each module that a lazy part needs as well, and many small files are packed worse.
 */
const FIRST_LOAD = ['src/devtools/devtools.ts', 'src/panel/main.tsx'].map((entry, index) => ({
  name: (id: string, graph: ModuleGraph): string | null =>
    isLoadedWith('src/panel/main.tsx', id, graph) && isLoadedWith(entry, id, graph)
      ? (['devtools', 'panel'][index] ?? null)
      : null,
  priority: 2 - index,
}));

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  if (browser === 'chrome')
    return {
      ...base,
      // Asked for when the user wants the workers of a site in full, not when the extension is installed.
      optional_permissions: ['scripting'],
      // In private windows DevTools of Chrome hear only what runs there too.
      incognito: 'split',
      minimum_chrome_version: CHROME_MINIMUM,
      message_serialization: 'structured_clone',
    } as unknown as ManifestV3Export;
  return {
    ...base,
    permissions: ['webRequest', 'webRequestBlocking', 'webRequestFilterResponse'],
    background: { scripts: ['src/background/background.ts'], type: 'module' },
    // Firefox's own default for MV3 upgrades ws: to wss: in extension pages.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: FIREFOX_MINIMUM,
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as unknown as ManifestV3Export;
}

/** Milliseconds a test may take on a machine that has other things to do. */
const PATIENCE = 60_000;

/** Real browsers on a machine that may do other things: in CI one slow start is no failure. */
const RETRIES = process.env.CI ? 2 : 0;

/** Suites that are run by name only, by scripts/suite.mjs: they are long, make files, or want servers. */
const SUITES: Record<string, { include: string[]; globalSetup?: string }> = {
  heavy: { include: ['test/e2e/heavy/**/*.test.ts'] },
  libraries: { include: ['test/e2e/libraries/**/*.test.ts'] },
  interop: { include: ['test/interop/**/*.test.ts'], globalSetup: 'test/interop/install.ts' },
  screenshots: { include: ['test/screenshots/**/*.test.ts'] },
};

function suites(name: string | undefined) {
  const suite = name && SUITES[name];
  if (!suite) return [];
  const test = { name, environment: 'node', ...suite, fileParallelism: false };
  return [{ test: { ...test, testTimeout: 300_000, hookTimeout: 300_000, retry: RETRIES } }];
}

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    define: {
      __BROWSER__: JSON.stringify(browser),
      __WORKER_TAP__: JSON.stringify(
        browser === 'firefox' && !process.env.VITEST ? await workerTap('firefox') : '',
      ),
    },
    plugins: [
      preact(),
      watchContentScripts(),
      process.env.VITEST
        ? []
        : crx({ manifest: manifestFor(browser), browser, contentScripts: { standaloneFiles: SYNCHRONOUS } }),
      browser === 'chrome' && !process.env.VITEST ? addTappedSiteScripts() : [],
      minifyContentScripts(),
    ],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: browser === 'firefox' ? 'firefox142' : 'chrome148',
      modulePreload: false,
      // Named in no manifest: the panel is made by the DevTools page, the access page is opened by the background.
      rolldownOptions: {
        input: {
          panel: 'src/panel/panel.html',
          ...(browser === 'firefox' ? { access: 'src/access/access.html' } : {}),
        },
        output: { advancedChunks: { groups: FIRST_LOAD } },
      },
    },
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            setupFiles: ['test/support/fixed-seed.ts'],
            testTimeout: PATIENCE,
            include: [
              'test/{base,protocol,session,decoders,filter,replay,codegen,handshake,rooms,content,background,devtools}/**/*.test.ts',
            ],
          },
        },
        {
          extends: true,
          test: {
            name: 'component',
            setupFiles: ['test/support/fixed-seed.ts'],
            testTimeout: PATIENCE,
            // What comes, comes at once on an idle machine.
            expect: { poll: { timeout: PATIENCE / 4 } },
            retry: RETRIES,
            include: ['test/{panel,page}/**/*.test.{ts,tsx}'],
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              instances: [
                {
                  browser: 'chromium',
                  provider: playwright({
                    launchOptions: {
                      executablePath: findBrowser('chrome'),
                      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
                    },
                  }),
                },
              ],
            },
          },
        },
        {
          test: {
            name: 'e2e',
            environment: 'node',
            include: ['test/e2e/**/*.test.ts'],
            exclude: ['test/e2e/heavy/**', 'test/e2e/libraries/**'],
            fileParallelism: false,
            testTimeout: 60_000,
            hookTimeout: 120_000,
            retry: RETRIES,
            sequence: { groupOrder: 1 },
          },
        },
        {
          test: {
            name: 'dist',
            environment: 'node',
            testTimeout: PATIENCE,
            include: ['test/dist/**/*.test.ts'],
          },
        },
        ...suites(process.env.FRAMEREEL_SUITE),
      ],
    },
  };
});
