import { effect, type Signal, untracked } from '@preact/signals';
import type { Session } from '../../session/session.ts';
import type { Library } from '../store/library.ts';
import type { Problems } from '../store/problems.ts';
import type { SpillState } from '../store/spill.ts';
import { openSpillFolder, type SpillFile, type SpillFolder } from './spill-folder.ts';

interface Ports {
  library: Library;
  problems: Problems;
  /** payloads past this leave memory, in MiB */
  budget: Signal<number>;
  state: Signal<SpillState>;
  /** bytes on the disk */
  bytes: Signal<number>;
}

/** From now on moves the oldest payloads to the disk where there are more in memory than the user wants. */
export function relieveMemory({ library, problems, budget, state, bytes }: Ports): void {
  const files = new Map<Session, SpillFile>();
  let folder: Promise<SpillFolder> | null = null;
  let isWorking = false;

  const fileOf = async (session: Session): Promise<SpillFile> => {
    folder ??= openSpillFolder();
    const make = await folder;
    const file = files.get(session) ?? make();
    files.set(session, file);
    return file;
  };

  /** Files of sessions that are closed go with them; then counts. */
  const tidy = (): void => {
    let sum = 0;
    for (const [session, file] of files)
      if (library.sessions.peek().includes(session)) sum += file.size;
      else {
        files.delete(session);
        // What cannot be taken away goes with the next panel that starts.
        file.drop().catch(() => {});
      }
    bytes.value = sum;
  };

  const relieve = async (): Promise<void> => {
    const limit = budget.peek() * 2 ** 20;
    const done = new Set<Session>();
    const next = (): Session | null => heaviest(library.sessions.peek(), limit, done);
    if (isWorking || state.peek() !== 'disk') return;
    isWorking = true;
    try {
      for (let session = next(); session; session = next()) {
        const { shelf } = await fileOf(session);
        if (!(await session.frames.shelve(shelf))) done.add(session);
        tidy();
      }
    } catch (error) {
      state.value = 'failed';
      problems.add(
        `Payloads could not be moved to the disk: ${(error as Error).message}`,
        'They stay in memory. Clear what you do not need, or save it to a file.',
      );
    } finally {
      isWorking = false;
    }
  };

  effect(() => {
    library.growth.value;
    budget.value;
    library.sessions.value;
    untracked(() => {
      if (files.size > 0) tidy();
      void relieve();
    });
  });
}

/** The session with the most payload in memory, where all have more than `limit` bytes together. */
function heaviest(sessions: readonly Session[], limit: number, done: ReadonlySet<Session>): Session | null {
  let sum = 0;
  let found: Session | null = null;
  for (const session of sessions) {
    const { resident } = session.frames;
    sum += resident;
    if (!done.has(session) && resident > (found?.frames.resident ?? 0)) found = session;
  }
  return sum > limit ? found : null;
}
