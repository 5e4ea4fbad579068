import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { ensureBrowser } from '../../scripts/browsers.mjs';
import type { BrowserKind } from '../support/panel-driver.ts';

/** The one-minute load beside which numbers are those of a busy machine; what is measured makes one or two itself. */
const BUSY_LOAD = 1;

export interface Machine {
  date: string;
  cores: number;
  cpu: string;
  /** GiB */
  memory: number;
  browser: string;
  /** one-minute load average before anything was measured */
  load: number;
  busy: boolean;
}

export function describeMachine(kind: BrowserKind): Machine {
  const executable = ensureBrowser(kind);
  const load = loadavg()[0] ?? 0;
  return {
    date: new Date().toISOString(),
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memory: Math.round(totalmem() / 2 ** 30),
    browser: execFileSync(executable, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim(),
    load: Number(load.toFixed(1)),
    busy: load > BUSY_LOAD,
  };
}

export const machineLine = (machine: Machine): string =>
  `${machine.browser}, ${machine.cores} cores (${machine.cpu}), load ${machine.load} at the start: ${machine.busy ? 'busy' : 'quiet'}`;
