import { lockOf } from '../../protocol/spill.ts';

/** Claims a folder on the disk for this panel alone: its lock is held, and with it the folder kept, until the panel goes. */
export async function claimFolder(name: string = crypto.randomUUID()): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    navigator.locks.request(lockOf(name), () => new Promise(() => resolve())).catch(reject);
  });
  return name;
}
