import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RedactionRules } from '../../session/redact.ts';
import type { Cleaner } from '../hiding/cleaner.ts';
import type { HidingForm, HidingRules } from '../hiding/hiding-form.ts';
import type { Problems } from './problems.ts';

/** What the user hides in exports and copies, beyond what is hidden unasked. It holds until the panel closes. */
export interface Hiding {
  /** whether the user is being asked */
  isOpen: Signal<boolean>;
  /** null until something was asked for */
  chosen: ReadonlySignal<ChosenHiding | null>;
  choose(chosen: ChosenHiding | null): void;
  /** What an export hides. `sensitive` keeps what would be hidden unasked. */
  rules(sensitive?: boolean): RedactionRules;
  /** Cleans what is copied; null where that may be copied as it is. */
  cleaner(): Promise<Cleaner> | null;
}

export interface ChosenHiding extends HidingRules {
  form: HidingForm;
}

export function createHiding(problems: Problems): Hiding {
  const chosen = signal<ChosenHiding | null>(null);
  let cleaner: Promise<Cleaner> | null = null;

  const cleanerOf = (form: HidingForm | undefined): Promise<Cleaner> | null =>
    form?.copies
      ? import('../hiding/cleaner.ts').then(({ createCleaner }) => createCleaner(rules(true), problems))
      : null;
  const rules = (sensitive = false): RedactionRules => ({ ...chosen.peek()?.rules, sensitive });

  return {
    isOpen: signal(false),
    chosen,
    choose(next) {
      chosen.value = next;
      void cleaner?.then(({ end }) => end());
      cleaner = cleanerOf(next?.form);
    },
    rules,
    cleaner: () => cleaner,
  };
}
