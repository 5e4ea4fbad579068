// @ts-check
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { startDemo } from '../demo/server.mjs';
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';

/** The demo's cards that are opened at once, so that there is something to see. */
const OPENED = 'echo,chat,subprotocols';

/** Milliseconds to wait for the first frames in the panel. */
const FRAMES_TIMEOUT = 20_000;

/** Milliseconds between two looks for the process that started this one. */
const PARENT_INTERVAL = 500;

const SIZE = { width: 1400, height: 900 };

const ROOT = path.resolve(import.meta.dirname, '..');

/** @typedef {import('./browsers.mjs').BrowserKind} BrowserKind */

/**
 * A browser with the panel open.
 * @typedef {object} Shown
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<string>} status the panel's status line
 * @property {(file: string) => Promise<unknown>} screenshot
 * @property {() => Promise<unknown>} ended
 * @property {() => Promise<void>} close
 */

const USAGE = `npm start [-- [chrome|firefox] [--headless] [--once]]
  builds the extension and opens a browser with it, on the demo page
  --headless  no window, also where there is a display
  --once      end after the screenshot`;

async function main() {
  const { kind, headless, once } = readCommandLine();
  const stop = stopSignal();
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  try {
    console.log(`Building the extension for ${kind === 'chrome' ? 'Chrome' : 'Firefox'}.`);
    await build(kind, stop);
    if (stop.aborted) return;

    const demo = await startDemo();
    closers.push(demo.close);
    if (headless) console.log('There is no display, or none is wanted: the browser runs headless.');
    const browser = await show(kind, headless);
    closers.push(browser.close);
    if (stop.aborted) return;

    const url = `${demo.url}?open=${OPENED}`;
    await browser.goto(url);
    console.log(`Demo: ${url}`);
    console.log(`Extension: ${path.join('dist', kind)}`);
    console.log(`The panel shows: ${await firstFrames(browser, stop)}`);
    if (headless) {
      const file = path.join('out', `start-${kind}.png`);
      mkdirSync(path.join(ROOT, 'out'), { recursive: true });
      await browser.screenshot(path.join(ROOT, file));
      console.log(`Screenshot: ${file}`);
    }
    if (once || stop.aborted) return;
    console.log('Ctrl-C ends the browser and the demo.');
    await Promise.race([browser.ended(), new Promise((resolve) => stop.addEventListener('abort', resolve))]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/**
 * In a process of its own, whose long account of itself is of interest only where it fails.
 * @param {BrowserKind} kind
 * @param {AbortSignal} signal
 */
async function build(kind, signal) {
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', '--mode', kind], { cwd: ROOT, signal });
  } catch (error) {
    if (signal.aborted) return;
    const { stdout, stderr } = /** @type {import('node:child_process').ExecFileException} */ (error);
    throw new Error(`The build failed.\n${stdout}${stderr}`);
  }
}

function readCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { headless: { type: 'boolean' }, once: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [kind = 'chrome', ...rest] = positionals;
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if ((kind !== 'chrome' && kind !== 'firefox') || rest.length)
    throw new Error(`Neither a browser nor an option: ${positionals.join(' ')}\n${USAGE}`);
  return {
    /** @type {BrowserKind} */
    kind,
    headless: values.headless || !hasDisplay(),
    once: values.once ?? false,
  };
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Aborted by Ctrl-C and its kin; a second one does not wait for an orderly end. */
function stopSignal() {
  const controller = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort();
    });
  // npm runs a script in a shell, and a signal to npm ends that shell without reaching us.
  const { ppid } = process;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== ppid && controller.abort(), PARENT_INTERVAL).unref();
  return controller.signal;
}

/**
 * @param {BrowserKind} kind
 * @param {boolean} headless
 */
function show(kind, headless) {
  const extension = path.join(ROOT, 'dist', kind);
  return kind === 'chrome' ? showInChromium(extension, headless) : showInFirefox(extension, headless);
}

/**
 * @param {string} extension
 * @param {boolean} headless
 * @returns {Promise<Shown>}
 */
async function showInChromium(extension, headless) {
  // A headless window cannot show page and DevTools in one picture.
  const dock = headless ? 'window' : 'bottom';
  const chromium = await Chromium.launch({ extension, headless, dock, size: SIZE });
  const { devtools, panel } = await orClose(chromium, chromium.openPanel());
  return {
    goto: (url) => chromium.page.goto(url),
    status: () => panel.evaluate(readStatus),
    screenshot: (file) => devtools.screenshot({ path: /** @type {`${string}.png`} */ (file) }),
    ended: () => new Promise((resolve) => chromium.browser.once('disconnected', resolve)),
    close: () => chromium.close(),
  };
}

/**
 * @param {string} extension
 * @param {boolean} headless
 * @returns {Promise<Shown>}
 */
async function showInFirefox(extension, headless) {
  const firefox = await Firefox.launch({ extension, headless, size: SIZE });
  await orClose(firefox, firefox.openPanel());
  return {
    goto: (url) => firefox.goto(url),
    async status() {
      await firefox.target('panel');
      return firefox.run(readStatus);
    },
    screenshot: (file) => firefox.screenshot(file),
    ended: () => firefox.ended(),
    close: () => firefox.close(),
  };
}

/**
 * @template T
 * @param {{ close(): Promise<void> }} browser
 * @param {Promise<T>} step
 */
async function orClose(browser, step) {
  try {
    return await step;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Runs in the panel. */
function readStatus() {
  return document.querySelector('[role=status]')?.textContent?.trim() ?? '';
}

/**
 * The status line once it counts frames, or as it is when none come.
 * @param {Shown} browser
 * @param {AbortSignal} stop
 */
async function firstFrames(browser, stop) {
  const end = Date.now() + FRAMES_TIMEOUT;
  for (;;) {
    const status = await browser.status();
    if (/^[1-9]/.test(status) || stop.aborted || Date.now() > end) return status;
    await sleep(200);
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause) console.error(error.cause);
  process.exit(1);
}
