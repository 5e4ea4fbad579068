import { SPILL_FOLDER } from '../../protocol/spill.ts';
import { folderOf } from './folder-of.ts';
import type { SpillEnd, SpillJob, SpillOutcome } from './spill-folder.ts';

/** Of a file that is written in place (File System Standard, FileSystemSyncAccessHandle): workers only. */
interface OpenFile {
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
}

interface Writable {
  createSyncAccessHandle(): Promise<OpenFile>;
}

const files = new Map<string, Promise<OpenFile>>();
const opened = new Set<OpenFile>();
let all: FileSystemDirectoryHandle | null = null;

addEventListener('message', ({ data: job }: MessageEvent<SpillJob | SpillEnd>) => {
  if (!('id' in job)) return end(job.folder);
  perform(job).then(
    (value) => tell({ id: job.id, value }),
    (error: unknown) => tell({ id: job.id, error: (error as Error).message }),
  );
});

async function perform(job: SpillJob): Promise<SpillOutcome['value']> {
  all ??= await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER);
  const folder = await folderOf(all, job.folder);
  if (job.type === 'drop') return drop(folder, job.file);
  const file = await fileIn(folder, job.file);
  if (job.type === 'put') {
    const at = file.getSize();
    if (file.write(job.block, { at }) === job.block.length) return at;
    throw new Error('The disk took only a part.');
  }
  const block = new Uint8Array(job.length);
  if (file.read(block, { at: job.at }) === job.length) return block;
  throw new Error('The file on the disk is shorter than it was.');
}

function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<OpenFile> {
  const open =
    files.get(name) ??
    folder
      .getFileHandle(name, { create: true })
      .then((handle) => (handle as unknown as Writable).createSyncAccessHandle())
      .then((file) => {
        opened.add(file);
        return file;
      });
  files.set(name, open);
  return open;
}

async function drop(folder: FileSystemDirectoryHandle, name: string): Promise<null> {
  const file = await files.get(name);
  files.delete(name);
  if (file) {
    file.close();
    opened.delete(file);
  }
  await folder.removeEntry(name);
  return null;
}

/** Nothing can be waited for: this worker ends with its panel. In Chrome the folder is gone all the same. */
function end(folder: string): void {
  for (const file of opened) file.close();
  void all?.removeEntry(folder, { recursive: true });
}

function tell(outcome: SpillOutcome): void {
  const { value } = outcome;
  postMessage(outcome, { transfer: value instanceof Uint8Array ? [value.buffer] : [] });
}
