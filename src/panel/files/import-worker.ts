import { importFile } from '../../session/import-file.ts';
import { buffersOf, type ParkedPiece, park, parkChunk } from '../../session/park.ts';
import type { Session } from '../../session/session.ts';
import type { ImportNews } from './remote-import.ts';

/** Milliseconds between two words on how far the reading is. */
const PROGRESS_MS = 50;

/** Reads a file where it holds up nobody. What has been read leaves at once: no session is ever held twice. */
addEventListener('message', ({ data: file }: MessageEvent<File>) => {
  read(file).catch((error: unknown) => tell({ type: 'failed', message: (error as Error).message }));
});

async function read(file: File): Promise<void> {
  const growing: Session[] = [];
  const steps = importFile(file, { onSession: (session) => growing.push(session) });
  for (let told = 0; ; ) {
    const { done, value } = await steps.next();
    if (done) {
      for (const session of value.sessions) give(session.id, park(session));
      tell({ type: 'end', sessions: value.sessions.map(({ id }) => id), problems: value.problems });
      return;
    }
    for (const { id, frames } of growing) for (const chunk of frames.takeFull()) give(id, parkChunk(chunk));
    if (performance.now() - told < PROGRESS_MS) continue;
    told = performance.now();
    tell({ type: 'progress', ...value });
  }
}

function give(session: string, pieces: Iterable<ParkedPiece>): void {
  for (const piece of pieces) tell({ type: 'piece', session, piece }, [...buffersOf(piece)]);
}

function tell(news: ImportNews, transfer: Transferable[] = []): void {
  postMessage(news, { transfer });
}
