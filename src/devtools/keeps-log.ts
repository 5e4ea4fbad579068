/** Where the panel remembers its "Preserve log"; the DevTools page shares its storage. */
const PRESERVE_LOG_KEY = 'framereel.preserveLog';

/** Whether the user wants the log kept over navigation, as the panel last remembered it. */
export const keepsLog = (storage: Pick<Storage, 'getItem'>): boolean =>
  storage.getItem(PRESERVE_LOG_KEY) === 'true';
