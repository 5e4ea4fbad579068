import { jsonEnd } from '../../base/json-end.ts';
import { compile, type FrameSubject } from '../../filter/match.ts';
import type { Answered, Asked } from '../remote.ts';
import type { RegexJob, SentSubject } from './remote-matcher.ts';

/** Decides frames where a regular expression that never ends holds up nobody: the panel ends the worker. */
addEventListener('message', ({ data: { id, job } }: MessageEvent<Asked<RegexJob>>) => {
  const matches = compile(job.expression);
  const answer = job.subjects.map((subject) => matches(received(subject)));
  postMessage({ id, answer } satisfies Answered<boolean[]>);
});

const received = (sent: SentSubject): FrameSubject => ({
  ...sent,
  json() {
    const text = sent.text ?? '';
    try {
      return JSON.parse(text.slice(0, jsonEnd(text)));
    } catch {
      return undefined;
    }
  },
});
