import { Redactor } from '../../session/redact.ts';
import { lookThrough } from '../../session/redaction-lots.ts';
import type { Answered, Asked } from '../remote.ts';
import {
  type CopiedText,
  type FoundHidden,
  type HidingAnswer,
  type HidingJob,
  MOST_LISTED,
  MOST_SHOWN,
} from './hiding-job.ts';

let redactor: Redactor | null = null;

/** Hides where a regular expression that never ends holds up nobody: the panel ends the worker. */
addEventListener('message', ({ data: { id, job } }: MessageEvent<Asked<HidingJob>>) => {
  postMessage({ id, answer: answerTo(job) } satisfies Answered<HidingAnswer>);
});

function answerTo(job: HidingJob): HidingAnswer {
  if (job.type === 'begin') redactor = new Redactor(job.rules, job.last);
  // Or nothing would be hidden: whoever asked hears that this failed.
  if (redactor === null) throw new Error('Nobody has said what to hide.');
  return job.type === 'clean' ? clean(redactor, job.texts) : search(redactor, job);
}

function clean(redactor: Redactor, texts: readonly CopiedText[]): string[] {
  // What is all there is kept without waiting.
  Array.from(redactor.keep(texts.map(({ text }) => text)));
  return texts.map(({ text, names }) => (names ? redactor.member(text, names) : redactor.text(text)));
}

function search(redactor: Redactor, job: HidingJob): FoundHidden {
  if (job.type === 'search') lookThrough(redactor, job.lot);
  const hidden = redactor
    .hidden(MOST_LISTED)
    .map(({ value, ...rest }) => ({ ...rest, value: value.slice(0, MOST_SHOWN) }));
  return { hidden, count: redactor.count };
}
