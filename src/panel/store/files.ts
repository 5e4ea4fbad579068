import { type Signal, signal } from '@preact/signals';
import type { ExportScope } from '../../session/export-scope.ts';
import type { Session } from '../../session/session.ts';
import { choosePart } from '../files/chosen-part.ts';
import type { Host } from '../host.ts';
import type { Hiding } from './hiding.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { Rows } from './rows.ts';
import type { Scheduler } from './scheduler.ts';
import type { Selection } from './selection.ts';

export type ExportFormat = 'jsonl' | 'har';
/** All of the session, the selected connections, the frames the table shows, or those that are selected in it. */
export type ExportPart = 'all' | 'connections' | 'shown' | 'selected';

/** A long read or write under way. */
export interface FileProgress {
  label: string;
  /** 0 to 1; null where the end is not known */
  done: number | null;
}

/** A file to be written: its text comes in parts, with promises to wait for between them. */
export interface TextFile {
  name: string;
  /** media type */
  type: string;
  parts: Iterable<string | Promise<void>>;
  /** packed with gzip */
  isPacked?: boolean;
}

export interface ExportOptions {
  /** keeps cookies, credentials and tokens */
  sensitive: boolean;
  part?: ExportPart;
  /** with gzip */
  isPacked?: boolean;
}

/** Sessions in and out of files, one after the other: whoever comes waits for those before. */
export interface Files {
  progress: Signal<FileProgress | null>;
  importFiles(files: Iterable<File>): Promise<void>;
  /** Writes the active session. */
  exportSession(format: ExportFormat, options: ExportOptions): Promise<void>;
  /**
   * Hands the user a file made of a part of the session that is active now, which is asked for once the progress is shown;
   * null where there is nothing to write.
   */
  save(
    part: ExportPart,
    open: (session: Session, scope: ExportScope) => Promise<TextFile | null>,
  ): Promise<void>;
  /** Ends the read or write that is under way. */
  cancel(): void;
}

/** What files are read into and written from. */
export interface FilePorts {
  host: Host;
  library: Library;
  problems: Problems;
  selection: Selection;
  rows: Rows;
  hiding: Hiding;
  scheduler: Scheduler;
}

export function createFiles(ports: FilePorts): Files {
  const progress = signal<FileProgress | null>(null);
  let abort: AbortController | null = null;
  let last: Promise<void> = Promise.resolve();

  /** Runs one long job when those before have ended, with a way out; a cancelled one is no problem. */
  const run = (job: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    last = last.then(async () => {
      const current = new AbortController();
      abort = current;
      try {
        await job(current.signal);
      } catch (error) {
        if (!current.signal.aborted)
          ports.problems.add(`This did not work: ${(error as Error).message}`, 'Nothing recorded is lost.');
      } finally {
        abort = null;
        progress.value = null;
      }
    });
    return last;
  };

  const show = (shown: FileProgress): void => {
    progress.value = shown;
  };
  const save: Files['save'] = (part, open) => {
    // What is seen now is meant, whatever is read, shown or selected until it is its turn.
    const chosen = choosePart(ports, part);
    return run(async (signal) => {
      show({ label: `Writing ${chosen.session.name}`, done: null });
      // Most panels never read or write a file.
      const { writeFile } = await import('../files/write-file.ts');
      await writeFile(ports, chosen, open, signal);
    });
  };

  return {
    progress,
    importFiles: (files) =>
      run(async (signal) => {
        for (const file of files) {
          show({ label: `Reading ${file.name}`, done: 0 });
          const { readFile } = await import('../files/read-file.ts');
          await readFile(ports, file, signal, show);
        }
      }),
    exportSession: (format, { sensitive, part = 'all', isPacked = false }) =>
      save(part, async (session, scope) => {
        const { sessionFile } = await import('../files/write-file.ts');
        return sessionFile(session, format, { scope, redaction: ports.hiding.rules(sensitive), isPacked });
      }),
    save,
    cancel: () => abort?.abort(),
  };
}
