import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import type { BrowserKind } from '../support/panel-driver.ts';
import { benchCapture } from './capture/capture.ts';
import { describeMachine, machineLine } from './machine.ts';
import { benchPanel } from './panel/panel.ts';
import { benchReplay } from './replay/replay.ts';

export interface BenchOptions {
  browsers: BrowserKind[];
  suites: ('capture' | 'replay' | 'panel')[];
  rounds: number;
  /** share of the usual numbers of frames */
  scale: number;
  /** names of the benchmarks to run; null for all */
  only: string[] | null;
}

/** What one suite needs to know, and where its results go. */
export interface Run extends Pick<BenchOptions, 'rounds' | 'scale'> {
  kind: BrowserKind;
  wants(name: string): boolean;
  /** Prints a result, and keeps `data` for the file. */
  report(name: string, text: string, data: unknown): void;
}

const OUT = path.resolve(import.meta.dirname, '../../out');
const SUITES = { capture: benchCapture, replay: benchReplay, panel: benchPanel };

export async function runBench({ browsers, suites, rounds, scale, only }: BenchOptions): Promise<void> {
  for (const kind of browsers)
    for (const suite of suites) {
      const machine = describeMachine(kind);
      console.log(`\n## ${suite}\n\n${machineLine(machine)}`);
      const results: Record<string, unknown> = {};
      const file = path.join(OUT, `bench-${suite}-${kind}.json`);
      const save = (): void => {
        mkdirSync(OUT, { recursive: true });
        const loadAtEnd = Number((loadavg()[0] ?? 0).toFixed(1));
        writeFileSync(file, JSON.stringify({ machine, loadAtEnd, rounds, scale, results }, null, 2));
      };
      await SUITES[suite]({
        kind,
        rounds,
        scale,
        wants: (name) => only === null || only.includes(name),
        report(name, text, data) {
          results[name] = data;
          console.log(`\n${name}\n\n${text}`);
          save();
        },
      });
      console.log(`\nKept in ${path.relative(process.cwd(), file)}.`);
    }
}
