import { SPILL_FOLDER } from '../../protocol/spill.ts';
import { folderOf } from './folder-of.ts';
import type { SpillJob, SpillOutcome } from './spill-folder.ts';

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

addEventListener('message', ({ data: job }: MessageEvent<SpillJob>) => {
  perform(job).then(
    (value) => tell({ id: job.id, value }),
    (error: unknown) => tell({ id: job.id, error: (error as Error).message }),
  );
});

async function perform(job: SpillJob): Promise<SpillOutcome['value']> {
  const folder = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER, job.folder);
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
      .then((handle) => (handle as unknown as Writable).createSyncAccessHandle());
  files.set(name, open);
  return open;
}

async function drop(folder: FileSystemDirectoryHandle, name: string): Promise<null> {
  (await files.get(name))?.close();
  files.delete(name);
  await folder.removeEntry(name);
  return null;
}

function tell(outcome: SpillOutcome): void {
  const { value } = outcome;
  postMessage(outcome, { transfer: value instanceof Uint8Array ? [value.buffer] : [] });
}
