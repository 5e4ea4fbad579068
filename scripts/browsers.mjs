// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { debianRelease, installPackages, rootPrefix } from './debian.mjs';

/** @typedef {'chrome' | 'firefox'} BrowserKind */

/**
 * Where each kind is looked for, in this order. Unbranded Chromium comes before Chrome: the same engine without a
 * signed-in profile or policies of the machine's owner.
 * @type {Record<BrowserKind, { variables: string[], names: string[], mac: string[], windows: string[], caches: string[], debian: string }>}
 */
const PLACES = {
  chrome: {
    variables: ['CHROME_PATH', 'CHROME_BIN'],
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome-stable',
      'google-chrome',
      'chrome',
      'microsoft-edge',
    ],
    mac: ['Chromium', 'Google Chrome for Testing', 'Google Chrome', 'Microsoft Edge'],
    windows: [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ],
    caches: [
      '.cache/puppeteer/chrome/*/chrome-*/chrome',
      '.cache/puppeteer/chrome/*/chrome-*/chrome.exe',
      '.cache/puppeteer/chrome/*/chrome-*/*.app/Contents/MacOS/*',
      '.cache/ms-playwright/chromium-*/chrome-linux*/chrome',
      'Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*',
      'AppData/Local/ms-playwright/chromium-*/chrome-win*/chrome.exe',
    ],
    debian: 'chromium',
  },
  firefox: {
    variables: ['FIREFOX_PATH', 'FIREFOX_BIN'],
    names: ['firefox', 'firefox-esr', 'firefox-developer-edition', 'firefox-nightly'],
    mac: ['Firefox', 'Firefox Developer Edition', 'Firefox Nightly'],
    windows: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
    caches: [
      '.cache/puppeteer/firefox/*/firefox/firefox',
      '.cache/puppeteer/firefox/*/*.app/Contents/MacOS/firefox',
      '.cache/puppeteer/firefox/*/core/firefox.exe',
    ],
    debian: 'firefox-esr',
  },
};

/** Text without glyphs makes screenshots unreadable; a bare Debian has no font at all. */
const DEBIAN_FONTS = ['fonts-liberation', 'fonts-dejavu-core'];

const WINDOWS = platform() === 'win32';
const DOWNLOADS = path.join(homedir(), '.cache', 'puppeteer');

/**
 * Finds an installed browser: by environment variable, on PATH, in the platform's usual places, in the caches of
 * Puppeteer and Playwright.
 * @param {BrowserKind} kind
 * @returns {string | undefined} the executable's path
 * @throws where an environment variable names something that is not an executable
 */
export function findBrowser(kind) {
  const places = PLACES[kind];
  for (const variable of places.variables) {
    const named = process.env[variable];
    if (!named) continue;
    if (!isExecutable(named)) throw new Error(`${variable} is "${named}", which is not an executable file.`);
    return named;
  }
  for (const name of places.names) {
    const found = onPath(name);
    if (found && !isSnapShim(found)) return found;
  }
  return [...installed(places), ...places.caches.flatMap((pattern) => expand(homedir(), pattern))].find(
    isExecutable,
  );
}

/**
 * {@link findBrowser}, and where there is none installs one: with apt on Debian, else by downloading into
 * Puppeteer's cache.
 * @param {BrowserKind} kind
 * @returns {string} the executable's path
 * @throws {Error} naming the variable to set, where no way led to a browser
 */
export function ensureBrowser(kind) {
  const found = findBrowser(kind);
  if (found) return found;
  console.log(`No ${kind} on this machine: installing one.`);
  let cause;
  try {
    const sudo = debianPrefix();
    if (sudo) installPackages([PLACES[kind].debian, ...DEBIAN_FONTS], sudo);
    else download(kind);
  } catch (error) {
    cause = error;
  }
  const now = findBrowser(kind);
  if (now) return now;
  throw new Error(
    `No ${kind} was found and none could be installed. Install it, or set ${PLACES[kind].variables[0]} to its executable.`,
    { cause },
  );
}

/** @param {{ mac: string[], windows: string[] }} places */
function installed({ mac, windows }) {
  if (platform() === 'darwin')
    return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) =>
      mac.flatMap((name) =>
        expand(folder, `${name}.app/Contents/MacOS/${name.replace(/^Firefox.*/, 'firefox')}`),
      ),
    );
  if (!WINDOWS) return [];
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  return roots.flatMap((root) => (root ? windows.map((relative) => path.join(root, relative)) : []));
}

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, WINDOWS ? `${name}.exe` : name))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, WINDOWS ? constants.F_OK : constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Ubuntu's `chromium-browser` and `firefox` are scripts that start a snap, which may not read a profile in the
 * temporary directory.
 * @param {string} file
 */
function isSnapShim(file) {
  const head = Buffer.alloc(4096);
  const descriptor = openSync(file, 'r');
  try {
    const text = head.toString('latin1', 0, readSync(descriptor, head, 0, head.length, 0));
    return text.startsWith('#!') && /\/snap\/|snap (?:run|install)/.test(text);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Paths under `root` that match, the highest version first; `*` stands for any part of one name.
 * @param {string} root
 * @param {string} pattern with `/` between names
 */
function expand(root, pattern) {
  let folders = [root];
  for (const part of pattern.split('/')) {
    if (!part.includes('*')) {
      folders = folders.map((folder) => path.join(folder, part));
      continue;
    }
    const wanted = new RegExp(`^${part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    folders = folders.flatMap((folder) =>
      namesIn(folder)
        .filter((name) => wanted.test(name))
        .map((name) => path.join(folder, name)),
    );
  }
  return folders.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * What goes before an apt command where one gets a browser so. Ubuntu's packages of these names only fetch a snap.
 */
function debianPrefix() {
  return /^ID=ubuntu$/m.test(debianRelease()) ? null : rootPrefix();
}

/**
 * With the copy of `@puppeteer/browsers` that comes with puppeteer-core.
 * @param {BrowserKind} kind
 */
function download(kind) {
  const tool = ['--no', '@puppeteer/browsers', 'install', `${kind}@stable`, '--path', DOWNLOADS];
  run([WINDOWS ? 'npx.cmd' : 'npx', ...tool]);
}

/** @param {string[]} command */
function run([program = '', ...parameters]) {
  execFileSync(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'], shell: WINDOWS });
}

/** `node scripts/browsers.mjs [--ensure]` prints where the browsers are, with `--ensure` installing what is missing. */
function main() {
  /** @type {BrowserKind[]} */
  const kinds = ['chrome', 'firefox'];
  for (const kind of kinds)
    console.log(
      `${kind}: ${process.argv.includes('--ensure') ? ensureBrowser(kind) : (findBrowser(kind) ?? 'not found')}`,
    );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
