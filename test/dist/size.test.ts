import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { workerTap } from '../../scripts/worker-tap.mjs';
import { manifestOf, read, TARGETS, type Target } from './dist.ts';

/** Budgets in bytes after gzip. The first two scripts run in every frame of every page. */
const PAGE_SCRIPT = { chrome: 8_000, firefox: 8_400 };
const CONTENT_SCRIPT = { chrome: 3_072, firefox: 3_820 };
const WORKER_TAP = { chrome: 10_500, firefox: 8_000 };
/** The scripts that Chrome runs where the user wants a site's workers in full; the second carries the tap. */
const TAPPED_SITE = { content: 3_600, page: 13_500 };
const PANEL_FIRST_LOAD = 80_000;

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length;

/** Files that a page needs before it shows anything: its scripts with all they import statically, and its styles. */
function firstLoad(target: Target, page: string): string[] {
  const html = read(target, page);
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, specifier = ''] of read(target, file).matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^;'"`]*?from\s*)?["']([^"']+)["']/g,
    ))
      add(path.posix.join(path.posix.dirname(file), specifier));
  };
  for (const [, file = ''] of html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)) add(file);
  return [...files];
}

describe.each(TARGETS)('%s', (target) => {
  const scriptIn = (world: string | undefined): string => {
    const script = manifestOf(target).content_scripts.find((one) => one.world === world);
    return read(target, script?.js[0] ?? 'none');
  };

  it('keeps the page script small', () => {
    expect(gzipped(scriptIn('MAIN'))).toBeLessThan(PAGE_SCRIPT[target]);
  });

  it('keeps the content script small', () => {
    expect(gzipped(scriptIn(undefined))).toBeLessThan(CONTENT_SCRIPT[target]);
  });

  it('shows the panel after a small first load', () => {
    const files = firstLoad(target, 'src/panel/panel.html');
    expect(files.filter((file) => file.endsWith('.css'))).not.toEqual([]);
    expect(files.filter((file) => file.endsWith('.js'))).not.toEqual([]);
    const bytes = files.reduce((sum, file) => sum + gzipped(read(target, file)), 0);
    expect(bytes, files.join(', ')).toBeLessThan(PANEL_FIRST_LOAD);
  });
});

it.each(TARGETS)('puts a small tap into workers of %s', async (target) => {
  expect(gzipped(await workerTap(target))).toBeLessThan(WORKER_TAP[target]);
});

it('keeps the scripts for sites whose workers are tapped small', () => {
  expect(gzipped(read('chrome', 'src/content/tapped-site.js'))).toBeLessThan(TAPPED_SITE.content);
  expect(gzipped(read('chrome', 'src/page/tapped-site.js'))).toBeLessThan(TAPPED_SITE.page);
});
