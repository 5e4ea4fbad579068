// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Sees to it that a browser never outlives the process that started it, and that its profile is removed. It is a
 * process of its own: an exit handler would not run when its process is killed.
 */
export class Guard {
  #process;

  /**
   * @param {number} pid the browser: leader of its own process group
   * @param {string} profile its profile directory
   */
  constructor(pid, profile) {
    this.#process = spawn(process.execPath, [fileURLToPath(import.meta.url), String(pid), profile], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // A group of its own: Ctrl-C in a terminal reaches every process of the foreground group.
      detached: true,
    });
    this.#process.unref();
  }

  /** Ends what is left of the browser and removes its profile. */
  async release() {
    if (this.#process.exitCode !== null) return;
    this.#process.ref();
    const gone = once(this.#process, 'exit');
    this.#process.stdin.end();
    await gone;
  }
}

/** A new, empty profile directory. */
export function createProfile() {
  return mkdtempSync(path.join(tmpdir(), 'framereel-'));
}

/**
 * A folder for downloads inside a profile, so that it goes with it.
 * @param {string} profile
 */
export function makeDownloads(profile) {
  const folder = path.join(profile, 'framereel-downloads');
  mkdirSync(folder);
  return folder;
}

/** @param {string} profile */
export function removeProfile(profile) {
  // Processes that were just killed may still be writing.
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [pid = '', profile = ''] = process.argv.slice(2);
  process.stdin.resume().on('close', () => {
    endGroup(Number(pid));
    removeProfile(profile);
  });
}
