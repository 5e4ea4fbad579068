import { SPILL_FOLDER } from '../../protocol/spill.ts';
import { claimFolder } from './claim-folder.ts';
import { folderOf } from './folder-of.ts';

/** How long a file may take to be downloaded until it is taken away, in milliseconds; at the latest the next panel does. */
export const KEEP_MS = 600_000;

let own: Promise<string> | null = null;

/**
 * Writes a file to the disk as it comes, of which memory never holds more than a piece.
 *
 * @throws DOMException QuotaExceededError where the disk has no room, or what ended `bytes`; nothing is left then
 */
export async function writeDraft(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  own ??= claimFolder();
  const folder = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER, await own);
  const name = crypto.randomUUID();
  const remove = (): Promise<void> => folder.removeEntry(name).catch(() => {});
  const handle = await folder.getFileHandle(name, { create: true });
  try {
    await bytes.pipeTo(await handle.createWritable());
  } catch (error) {
    await remove();
    throw error;
  }
  setTimeout(remove, KEEP_MS);
  return handle.getFile();
}
