import { Shelf } from '../../session/shelf.ts';
import { claimFolder } from './claim-folder.ts';

type Task =
  /** answered by where the block begins */
  | { type: 'put'; block: Uint8Array<ArrayBuffer> }
  /** answered by the block */
  | { type: 'get'; at: number; length: number }
  | { type: 'drop' };

/** What the worker that has the files is asked for. */
export type SpillJob = { id: number; folder: string; file: string } & Task;

/** The panel goes, and its folder with it, should there be time. */
export interface SpillEnd {
  type: 'end';
  folder: string;
}

export interface SpillOutcome {
  id: number;
  value?: number | Uint8Array<ArrayBuffer> | null;
  /** why it did not work */
  error?: string;
}

/** A file for the payloads of one frame table. */
export interface SpillFile {
  readonly shelf: Shelf;
  /** bytes in it */
  readonly size: number;
  /** Takes the file away. */
  drop(): Promise<void>;
}

/** Makes files on the disk that belong to this panel alone. */
export type SpillFolder = () => SpillFile;

/** Has a folder until the panel goes. */
export async function openSpillFolder(name?: string): Promise<SpillFolder> {
  const folder = await claimFolder(name);
  const worker = new Worker(new URL('./spill-worker.ts', import.meta.url), { type: 'module' });
  const ask = createAsking(worker, folder);
  addEventListener('pagehide', () => worker.postMessage({ type: 'end', folder } satisfies SpillEnd));
  return () => {
    const file = crypto.randomUUID();
    let size = 0;
    const shelf = new Shelf({
      async put(block) {
        const { length } = block;
        const at = await ask(file, { type: 'put', block }, [block.buffer]);
        size += length;
        return at as number;
      },
      get: (at, length) => ask(file, { type: 'get', at, length }) as Promise<Uint8Array>,
    });
    return {
      shelf,
      get size() {
        return size;
      },
      async drop() {
        await ask(file, { type: 'drop' });
      },
    };
  };
}

type Ask = (file: string, task: Task, transfer?: Transferable[]) => Promise<SpillOutcome['value']>;

function createAsking(worker: Worker, folder: string): Ask {
  const waiting = new Map<number, (outcome: SpillOutcome) => void>();
  let ids = 0;
  let failure: string | null = null;
  worker.addEventListener('message', ({ data }: MessageEvent<SpillOutcome>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', ({ message }) => {
    failure = message || 'The worker that writes to the disk stopped.';
    for (const [id, settle] of waiting) settle({ id, error: failure });
    waiting.clear();
  });
  return (file, task, transfer = []) =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(new Error(failure));
      const id = ++ids;
      waiting.set(id, ({ value, error }) =>
        error === undefined ? resolve(value) : reject(new Error(error)),
      );
      worker.postMessage({ ...task, id, folder, file } satisfies SpillJob, transfer);
    });
}
