import { signal } from '@preact/signals';
import type { Connection } from '../../session/connection.ts';

type ShortReason = (connection: Connection) => string;

/** The doctor is large, and most pages need none: it comes with the first handshake that fails. */
const doctor = signal<ShortReason | null>(null);
let isCalled = false;

export function useShortReason(): ShortReason {
  const known = doctor.value;
  return (connection) => {
    if (known) return known(connection);
    if (!isCalled) {
      isCalled = true;
      void import('../explain/short-reason.ts').then(({ shortReason }) => {
        doctor.value = shortReason;
      });
    }
    return '';
  };
}
