/** Where the panel remembers its "Preserve log"; the DevTools page shares its storage, but for private windows and containers. */
const PRESERVE_LOG_KEY = 'framereel.preserveLog';

/** Before any panel has said it: whether the user wants the log kept over navigation, as the panel last remembered it. */
export const keepsLog = (storage: Pick<Storage, 'getItem'>): boolean =>
  storage.getItem(PRESERVE_LOG_KEY) === 'true';
