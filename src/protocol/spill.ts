/*
 * Payloads that memory has no room for are in files of their panel, which takes them away when it goes. In Firefox it does not
 * come to that, and the background page does; what neither can (of a panel in a container, or of a browser that was killed) the
 * next panel does.
 */

/** The folder in the extension's own file system under which each panel has one. */
export const SPILL_FOLDER = 'spill';

/** The lock that a panel holds for as long as its folder is in use (Web Locks API). */
export const lockOf = (folder: string): string => `framereel-spill/${folder}`;

/**
 * Takes away what panels that are gone could not take along: folders whose lock nobody holds. What cannot be taken away now
 * is tried by the next panel.
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
