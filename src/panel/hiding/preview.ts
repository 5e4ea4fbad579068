import { type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from '../../session/session.ts';
import type { HidingRules } from './hiding-form.ts';
import { HIDING_LIMIT_MS, type HidingReport, searchHidden } from './search.ts';

/** `slow`: a regular expression took too long, and the search was given up. */
export type PreviewState = 'looking' | 'done' | 'stopped' | 'slow';

/** A search for what would be hidden, under way. */
export interface HidingPreview {
  state: ReadonlySignal<PreviewState>;
  /** null until the first lot was looked through */
  report: ReadonlySignal<HidingReport | null>;
  stop(): void;
}

/** Looks through all of a session, as it is now. */
export function preview(session: Session, { rules, isRisky }: HidingRules): HidingPreview {
  const state = signal<PreviewState>('looking');
  const report = signal<HidingReport | null>(null);
  const search = searchHidden(session, {}, rules, { limit: isRisky ? HIDING_LIMIT_MS : undefined });

  const run = async (): Promise<void> => {
    while (state.peek() === 'looking') {
      const { done, value } = await search.next();
      if (state.peek() !== 'looking') return;
      if (done) state.value = value ? 'done' : 'slow';
      else report.value = value;
    }
  };
  void run();

  return {
    state,
    report,
    stop() {
      if (state.peek() === 'looking') state.value = 'stopped';
      void search.return(false);
    },
  };
}
