import { lockOf, SPILL_FOLDER } from './spill-names.ts';

/**
 * Takes away what panels that are gone have left on the disk: folders whose lock nobody holds. What cannot be taken
 * away now is tried by the next panel.
 */
export async function removeOrphans(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(SPILL_FOLDER).catch(() => null);
  if (!all) return;
  for await (const name of all.keys())
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock) await all.removeEntry(name, { recursive: true }).catch(() => {});
    });
}
