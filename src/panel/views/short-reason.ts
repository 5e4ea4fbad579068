import { type ReadonlySignal, signal } from '@preact/signals';
import type { Connection } from '../../session/connection.ts';

/** Why a handshake failed, in a word or two; '' where nobody knows. */
export type ShortReason = (connection: Connection) => string;

const doctor = signal<ShortReason | null>(null);
let isCalled = false;

/** The doctor is large, and most pages need none: null until one was called and has come. */
export const shortReason: ReadonlySignal<ShortReason | null> = doctor;

/** Stands in for the doctor until he is there, and calls him: a handshake has failed. */
export const callDoctor: ShortReason = () => {
  if (!isCalled) {
    isCalled = true;
    void import('../explain/short-reason.ts').then((module) => {
      doctor.value = module.shortReason;
    });
  }
  return '';
};
