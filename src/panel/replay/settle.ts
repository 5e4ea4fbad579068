import type { ResultEvent } from '../../protocol/event.ts';
import type { Done } from '../../replay/socket.ts';

/** Passes on how a command ended. */
export const settle = ({ error }: ResultEvent, done: Done): void =>
  done(error ? { code: error.code, message: error.message } : null);
