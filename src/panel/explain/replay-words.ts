import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/time.ts';
import type {
  ComparisonRow,
  ComparisonVerdict,
  PacingChoice,
  Preparing,
  ReplayJitter,
  ReplayProgress,
  ReplayState,
  ReplayTarget,
} from '../store/replay-state.ts';

/** What is done before a replay that was started begins. */
export const PREPARING_WORDS: Record<Preparing, string> = {
  values: 'Looking for values',
  payloads: 'Reading payloads back from the disk',
};

/** How far a replay is, in a few words. */
export function progressWords(
  state: ReplayState,
  target: ReplayTarget,
  { done, total }: ReplayProgress,
): string {
  const way = `${formatCount(done)} of ${formatCount(total)}`;
  const what = target === 'server' ? 'sent' : 'delivered';
  switch (state) {
    case 'idle':
      return 'Not started';
    case 'playing':
    case 'waiting':
      return `${way} ${what}`;
    case 'paused':
      return `Paused at ${way}`;
    case 'done':
      return `${done < total ? 'Stopped' : 'Done'}: ${way} ${what}`;
    case 'failed':
      return `Failed at ${way}`;
  }
}

/** How well it kept to its times, in short and in full. */
export const jitterWords = ({ p50, p95, max }: ReplayJitter): [short: string, full: string] => [
  `late by ${formatDuration(p95)}`,
  `Frames went out late by ${formatDuration(p50)} or less for half of them, by ${formatDuration(p95)} or less for 95 in 100, and by ${formatDuration(max)} at most.`,
];

/** How long after the sent frame it followed a frame came, now and then; undefined where one of the two is not known. */
export const waitWords = ({ recorded, fresh }: ComparisonRow['wait']): string | undefined =>
  recorded === null || fresh === null
    ? undefined
    : `${formatDuration(fresh)} after the sent frame it follows, recorded ${formatDuration(recorded)}`;

export interface PacingWords {
  name: string;
  note: string;
}

export function pacingWords(pacing: PacingChoice, target: ReplayTarget): PacingWords {
  switch (pacing) {
    case 'original':
      return { name: 'Original timing', note: 'Every frame at its recorded time, times the speed.' };
    case 'reply':
      return target === 'server'
        ? {
            name: 'Step on reply',
            note: 'Send, wait for as many replies as were recorded, send the next.',
          }
        : { name: 'When the page asks', note: 'Each recorded reply follows the page’s matching send.' };
    case 'fast':
      return {
        name: 'As fast as allowed',
        note: 'One after the other, without waiting for times or replies.',
      };
    case 'manual':
      return { name: 'One by one', note: 'One frame each time you press Step.' };
  }
}

export const VERDICT_WORDS: Record<ComparisonVerdict, string> = {
  same: 'same',
  late: 'same, but late',
  differs: 'differs',
  missing: 'missing',
  extra: 'not in the recording',
  pending: 'to come',
  skipped: 'left out',
};
