import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/filter/match.ts';
import { parse } from '../../../src/filter/parse.ts';
import { createRemoteMatcher, regexWorker, sentSubject } from '../../../src/panel/filter/remote-matcher.ts';
import { FrameView } from '../../../src/panel/store/subject.ts';
import { Receiving } from './receiving.ts';

/** A message of SignalR, which ends a record with U+001E. */
const INVOCATION = '{"type":1,"target":"send","arguments":[]}\x1e';

const viewOf = (text: string): FrameView => {
  const received = new Receiving();
  received.text(text);
  return new FrameView(received.session).at(0);
};

describe('the JSON of a message that ends with more than its JSON', () => {
  it('is found by a filter', () => {
    expect(compile(parse('json:target=send').expression)(viewOf(INVOCATION))).toBe(true);
    expect(viewOf(`${INVOCATION}${INVOCATION}`).json()).toBeUndefined();
  });

  it('is found by a filter that is tried elsewhere', async () => {
    const { expression } = parse('json:target~/se(n|n)+d$/');
    const matches = createRemoteMatcher(regexWorker);
    expect(expression && (await matches(expression, [sentSubject(viewOf(INVOCATION))]))).toEqual([true]);
  });
});
