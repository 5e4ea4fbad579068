import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserKind, DIST } from '../../../support/panel-driver.ts';
import type { Pages } from '../site.ts';

const file = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');

const html = (body: string) => ({ body: `<!doctype html><title>Stage</title>${body}` });

/**
 * Pages in which the page script runs without the extension around it: a director in the outer page stands in for
 * content script and panel, the tapped page is its frame. Without a director the page script leaves the frame alone.
 */
export const stagePages = (kind: BrowserKind): Pages => ({
  '/page.js': () => ({ type: 'text/javascript', body: file(DIST, kind, 'src/page/page.js') }),
  '/director.js': () => ({ type: 'text/javascript', body: file(import.meta.dirname, 'director.js') }),
  '/probed.html': () =>
    html(`<script>parent.direct?.(window)</script>
      <script src="/page.js"></script>
      <script type="module" src="/probes/run.js"></script>`),
  '/plain.html': () => html('<iframe src="/probed.html"></iframe>'),
  '/tapped.html': () =>
    html(
      '<script>var ARMED = false</script><script src="/director.js"></script><iframe src="/probed.html"></iframe>',
    ),
  '/armed.html': () =>
    html(
      '<script>var ARMED = true</script><script src="/director.js"></script><iframe src="/probed.html"></iframe>',
    ),
});
