/** A folder within folders, made where it is not there. */
export async function folderOf(
  root: FileSystemDirectoryHandle,
  ...names: string[]
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const name of names) folder = await folder.getDirectoryHandle(name, { create: true });
  return folder;
}
