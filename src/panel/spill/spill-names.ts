/** The folder in the extension's own file system under which each panel has one. */
export const SPILL_FOLDER = 'spill';

/** The lock that a panel holds for as long as its folder is in use (Web Locks API). */
export const lockOf = (folder: string): string => `framereel-spill/${folder}`;

/** A folder within folders, made where it is not there. */
export async function folderOf(
  root: FileSystemDirectoryHandle,
  ...names: string[]
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const name of names) folder = await folder.getDirectoryHandle(name, { create: true });
  return folder;
}
