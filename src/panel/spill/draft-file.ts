import { SPILL_FOLDER } from '../../protocol/spill.ts';
import { claimFolder } from './claim-folder.ts';
import { folderOf } from './folder-of.ts';

/** How long a file may take to be downloaded until it is taken away, in milliseconds; at the latest the next panel does. */
export const KEEP_MS = 600_000;

/** A file that was just written to may be locked still: it is tried so many times, so many milliseconds apart. */
const TRIES = 20;
const TRY_MS = 100;

let own: Promise<string> | null = null;

/** A file on the disk that is still to be written. */
export interface Draft {
  /**
   * Writes it as it comes; memory never holds more than a piece.
   *
   * @throws DOMException QuotaExceededError where the disk has no room, or what ended `bytes`; nothing is left then
   */
  write(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob>;
}

/** Null where the disk takes no file. */
export async function openDraft(): Promise<Draft | null> {
  try {
    own ??= claimFolder();
    const folder = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER, await own);
    const name = crypto.randomUUID();
    const handle = await folder.getFileHandle(name, { create: true });
    const writable = await handle.createWritable();
    const remove = (): Promise<void> => removeFile(folder, name);
    return {
      async write(bytes) {
        try {
          await bytes.pipeTo(writable);
        } catch (error) {
          await remove();
          throw error;
        }
        setTimeout(remove, KEEP_MS);
        return handle.getFile();
      },
    };
  } catch {
    own = null;
    return null;
  }
}

/** What cannot be taken away goes with the next panel. */
async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const isGone = await folder.removeEntry(name).then(
      () => true,
      (error: DOMException) => error.name === 'NotFoundError',
    );
    if (isGone) return;
    await new Promise((resolve) => setTimeout(resolve, TRY_MS));
  }
}
