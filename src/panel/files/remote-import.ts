import type { FileProblem } from '../../session/file-problem.ts';
import type { ImportProgress } from '../../session/import-file.ts';
import { type ParkedPiece, Unparking } from '../../session/park.ts';
import type { ReadResult } from '../../session/read-jsonl.ts';

/** What the worker that reads a file says. */
export type ImportNews =
  | ({ type: 'progress' } & ImportProgress)
  /** a part of a session, by the session's id */
  | { type: 'piece'; session: string; piece: ParkedPiece }
  /** `sessions` are the ids of those that were read, in order */
  | { type: 'end'; sessions: string[]; problems: FileProblem[] }
  | { type: 'failed'; message: string };

/**
 * Reads the sessions of a file in a worker.
 *
 * @throws the reason of `signal` when that is aborted, and what went wrong otherwise; never for what is in the file
 */
export async function readRemotely(
  file: File,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadResult> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  const growing = new Map<string, Unparking>();

  const take = (session: string, piece: ParkedPiece): void => {
    const parts = growing.get(session) ?? new Unparking();
    growing.set(session, parts);
    parts.take(piece);
  };

  return new Promise<ReadResult>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'The reader stopped.')));
    worker.addEventListener('message', ({ data }: MessageEvent<ImportNews>) => {
      if (data.type === 'progress') onProgress(data);
      else if (data.type === 'piece') take(data.session, data.piece);
      else if (data.type === 'failed') reject(new Error(data.message));
      else {
        const sessions = data.sessions.flatMap((id) => growing.get(id)?.session ?? []);
        resolve({ sessions, problems: data.problems });
      }
    });
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
