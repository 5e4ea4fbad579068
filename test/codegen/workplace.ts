import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { CodeKind } from '../../src/codegen/code-kind.ts';
import { generate } from '../../src/codegen/generate.ts';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';

/** How long a test may take that starts programs, in milliseconds: they are slow to start on a busy machine. */
export const PROGRAM_MS = 30_000;

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What is generated, as one text. */
export const written = (kind: CodeKind, ...recorded: RecordedConnection[]): string =>
  [...generate(kind, recorded)].join('');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  /** Resolves with what `pattern` found in the standard output so far. Rejects where the program ends without it. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  finished: Promise<Finished>;
  /** standard error so far */
  errors(): string;
}

/** A folder of its own in which generated code is run with the packages it names. It is gone after the test. */
export class Workplace {
  readonly path = mkdtempSync(path.join(tmpdir(), 'framereel-code-'));

  constructor(...packages: string[]) {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    for (const name of packages) this.link(name, path.join(ROOT, 'node_modules', name));
  }

  link(name: string, to: string): void {
    const at = path.join(this.path, 'node_modules', name);
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(to, at);
  }

  write(name: string, text: string): string {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Whether any recorded text got to do what it says. */
  get isPwned(): boolean {
    return existsSync(path.join(this.path, 'PWNED'));
  }

  /** Runs a program here and ends it after the test at the latest. */
  start(program: string, args: string[], env: Record<string, string> = {}, input = ''): Running {
    const child = spawn(program, args, { cwd: this.path, env: { ...process.env, ...env }, detached: true });
    let stdout = '';
    let stderr = '';
    let onOutput = (): void => {};
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onOutput();
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => {}).end(input);
    const finished = new Promise<Finished>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ code, stdout, stderr });
        onOutput();
      });
    });
    onTestFinished(async () => {
      // Its group: shells and test runners have children of their own.
      if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL');
      await finished;
    });
    return {
      finished,
      errors: () => stderr,
      says: (pattern) =>
        new Promise((resolve, reject) => {
          onOutput = () => {
            const found = pattern.exec(stdout);
            if (found) resolve(found);
            else if (child.exitCode !== null) reject(new Error(`Ended with ${child.exitCode}: ${stderr}`));
          };
          onOutput();
        }),
    };
  }

  run(program: string, args: string[], env?: Record<string, string>, input?: string): Promise<Finished> {
    return this.start(program, args, env, input).finished;
  }
}
