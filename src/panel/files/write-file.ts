import { effect } from '@preact/signals';
import { toByteStream } from '../../session/byte-stream.ts';
import { type ExportScope, select } from '../../session/export-scope.ts';
import type { RedactionRules } from '../../session/redact.ts';
import type { Session } from '../../session/session.ts';
import { writeHar } from '../../session/write-har.ts';
import { writeJsonLines } from '../../session/write-jsonl.ts';
import { canHide } from '../hiding/can-hide.ts';
import type { Host } from '../host.ts';
import type { ExportFormat, FilePorts, TextFile } from '../store/files.ts';
import type { Rows } from '../store/rows.ts';
import { type Scheduler, SLICE_MS } from '../store/scheduler.ts';
import { type ChosenPart, hasLookedAt, shownScope } from './chosen-part.ts';
import { fileName } from './file-name.ts';

/** What has more payload than this is written to the disk as it comes, in bytes. */
export const DRAFT_BYTES = 64 * 2 ** 20;

const FORMATS = {
  jsonl: { type: 'application/x-ndjson', write: writeJsonLines },
  har: { type: 'application/json', write: writeHar },
} as const;

/** A session as a file, packed with gzip where that is asked for. */
export function sessionFile(
  session: Session,
  format: ExportFormat,
  { scope, redaction, isPacked }: { scope: ExportScope; redaction: RedactionRules; isPacked: boolean },
): TextFile {
  const { type, write } = FORMATS[format];
  return {
    name: fileName(new Date(), `.${format}${isPacked ? '.gz' : ''}`),
    type: isPacked ? 'application/gzip' : type,
    parts: write(session, { scope, redaction }),
    isPacked,
  };
}

/** Hands the user a file made of what was chosen. */
export async function writeFile(
  ports: FilePorts,
  chosen: ChosenPart,
  open: (session: Session, scope: ExportScope) => Promise<TextFile | null>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const { host, scheduler } = ports;
  const { session } = chosen;
  const scope = chosen.scope ?? (await foundScope(session, ports, signal));
  if (!(await canHide(ports, session, scope, signal))) return;
  const file = await open(session, scope);
  if (!file) return;
  const bytes = toByteStream(inSlices(file.parts, scheduler, signal), { gzip: file.isPacked ?? false });
  host.download(file.name, await toBlob(bytes, file.type, bytesOf(session, scope), host));
}

/**
 * The body of a response goes to the disk as it comes in Firefox, where a Blob made of parts stays in memory; Chrome
 * holds it in memory twice.
 */
async function toBlob(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  type: string,
  size: number,
  host: Host,
): Promise<Blob> {
  if (__BROWSER__ === 'chrome' && size > DRAFT_BYTES && !(await host.isPrivate())) {
    const { openDraft } = await import('../spill/draft-file.ts');
    const draft = await openDraft();
    const file = await draft?.write(bytes);
    if (file) return file.slice(0, file.size, type);
  }
  return new Response(bytes, { headers: { 'Content-Type': type } }).blob();
}

/** Payload in a part of a session, in bytes. */
function bytesOf(session: Session, scope: ExportScope): number {
  const { rows, includes } = select(session, scope);
  let bytes = 0;
  for (let row = 0; row < rows; row++) if (includes(row)) bytes += session.frames.size(row);
  return bytes;
}

/** Gives way to whoever is more urgent. */
async function* inSlices(
  texts: Iterable<string | Promise<void>>,
  scheduler: Scheduler,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let slice = scheduler.now();
  for (const text of texts) {
    signal.throwIfAborted();
    if (typeof text === 'string') yield text;
    else await text;
    if (scheduler.now() - slice < SLICE_MS) continue;
    await new Promise<void>((resolve) => scheduler.soon(resolve));
    slice = scheduler.now();
  }
}

/** What the table shows when the filter has decided on all frames: what it has not looked at yet is not to be lost. */
async function foundScope(
  session: Session,
  { library, rows }: FilePorts,
  signal: AbortSignal,
): Promise<ExportScope> {
  const isActive = (): boolean => library.active.peek() === session;
  if (isActive()) await foundUpTo(session.frames.length, rows, signal);
  if (!isActive()) throw new Error('another session was chosen meanwhile.');
  return shownScope(rows, session);
}

/** When the filter has decided so many frames of the active session. */
function foundUpTo(frames: number, rows: Rows, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // The effect runs at once, before there is a way to stop it.
    const stop = effect(() => {
      rows.revision.value;
      if (hasLookedAt(rows, frames))
        queueMicrotask(() => {
          stop();
          resolve();
        });
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
  });
}
