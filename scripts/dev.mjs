// @ts-check
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..');

/** What a person does once, and what after each change: neither browser reloads an extension by itself. */
const ADVICE = {
  chrome: [
    'open chrome://extensions, switch on "Developer mode", press "Load unpacked" and choose',
    'press its reload button there, and open DevTools anew',
  ],
  firefox: [
    'open about:debugging#/runtime/this-firefox, press "Load Temporary Add-on" and choose manifest.json in',
    'press "Reload" there, and open the toolbox anew',
  ],
};

const kind = process.argv.includes('firefox') ? 'firefox' : 'chrome';
const [load, again] = ADVICE[kind];

const watcher = await build({ root: ROOT, mode: kind, build: { watch: {} } });
if (!('close' in watcher)) throw new Error('Vite built once and does not watch.');

let told = false;
watcher.on('event', ({ code }) => {
  if (code !== 'END' || told) return;
  told = true;
  console.log(`
To load it: ${load}
  ${path.join(ROOT, 'dist', kind)}
After a change: ${again}. Pages keep the old scripts until they are reloaded.
Ctrl-C ends the watch.
`);
});

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => void watcher.close().then(() => process.exit(0)));
