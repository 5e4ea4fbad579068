import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variableName, variableScript } from '../../../src/panel/console/page-variable.ts';
import type { Payload } from '../../../src/protocol/payload.ts';

/** Runs the code in a page of its own, as a browser does, and gives what the page has then. */
function runInPage(payloads: Payload[], before = ''): { answer: unknown; value: unknown; page: Window } {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const page = frame.contentWindow as Window & { eval(code: string): unknown } & Record<string, unknown>;
  page.eval(before);
  const answer = page.eval(variableScript(payloads));
  const value = page[String(answer)];
  frame.remove();
  return { answer, value, page };
}

describe('a variable of the page', () => {
  it('is the document, the text or the bytes', () => {
    expect(runInPage(['{"a":[1]}']).value).toEqual({ a: [1] });
    expect(runInPage(['hello "you"\n']).value).toBe('hello "you"\n');
    expect([...(runInPage([Uint8Array.of(0, 128, 255).buffer]).value as Uint8Array)]).toEqual([0, 128, 255]);
    expect(runInPage(['[1]', 'x']).value).toEqual([[1], 'x']);
  });

  it('takes the first name that the page has not taken', () => {
    expect(runInPage(['a']).answer).toBe('framereel1');
    expect(runInPage(['a'], 'var framereel1 = 1; var framereel2').answer).toBe('framereel3');
  });

  it('is never code, whatever the payload says', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"); window.hit = 1; ("',
        '\u2028window.hit = 1\u2029',
        '</script><script>window.hit = 1</script>',
        '$'.concat('{window.hit = 1}`'),
        '\\"; window.hit = 1; //',
        '{"__proto__":{"hit":1}}',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(hostile, (payload) => {
        const { value, page } = runInPage([payload]);
        expect((page as unknown as { hit?: number }).hit).toBeUndefined();
        if (typeof value === 'string') expect(value).toBe(payload);
        else expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(payload)));
      }),
      { numRuns: 60 },
    );
  });

  it('has a name only if the page says one of ours', () => {
    expect(variableName('framereel12')).toBe('framereel12');
    for (const wrong of ['alert(1)', 'framereel', 7, null, undefined, ['framereel1']])
      expect(variableName(wrong)).toBeNull();
  });
});
