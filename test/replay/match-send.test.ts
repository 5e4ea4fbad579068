import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fills, fillsBetween } from '../../src/replay/fill.ts';
import { type MatchOptions, SendMatcher } from '../../src/replay/match-send.ts';
import { stepsOf } from '../../src/replay/recording.ts';
import { frames } from './recordings.ts';

function matcherOf(lines: string[], options: MatchOptions = {}): SendMatcher {
  const steps = stepsOf(frames(...lines));
  return new SendMatcher(steps, 0, steps.length, options);
}

const CHAT = [
  '> 0 {"id":"8f14e45f","op":"join","room":"ops","at":1}',
  '< 5 {"ok":true}',
  '> 9 {"id":"c9f0f895","op":"join","room":"field","at":2}',
  '> 12 ping',
  '> 20 ping',
  '> 25 0x0102',
];

describe('SendMatcher', () => {
  it('finds the recorded send with the same content, however it is spelt', () => {
    const matcher = matcherOf(CHAT);
    expect(matcher.match('{"at":1,"op":"join","room":"ops","id":"8f14e45f"}')?.step).toBe(0);
    expect(matcher.match(Uint8Array.of(1, 2).buffer)?.step).toBe(5);
  });

  it('uses each recorded send once, the earliest first', () => {
    const matcher = matcherOf(CHAT);
    expect(matcher.match('ping')?.step).toBe(3);
    expect(matcher.match('ping')?.step).toBe(4);
    expect(matcher.match('ping')).toBe(null);
  });

  it('has no match for what was not recorded', () => {
    const matcher = matcherOf(CHAT);
    expect(matcher.match('{"op":"leave"}')).toBe(null);
    expect(matcher.match('{"ok":true}')).toBe(null);
    expect(matcher.match(null)).toBe(null);
  });

  it('lets ignored fields differ and tells what the page put there', () => {
    const matcher = matcherOf(CHAT, { ignore: ['id', 'at'] });
    expect(matcher.match('{"id":"NEW","op":"join","room":"field","at":77}')).toEqual({
      step: 2,
      fills: [
        { recorded: 'c9f0f895', actual: 'NEW', token: '"NEW"', field: 'id' },
        { recorded: '2', actual: '77', token: '77', field: 'at' },
      ],
      wasForced: false,
    });
  });

  it('prefers a send that is the very same to one that differs in ignored fields', () => {
    const matcher = matcherOf(['> 0 {"id":1,"a":1}', '> 1 {"id":2,"a":1}'], { ignore: ['id'] });
    expect(matcher.match('{"id":2,"a":1}')?.step).toBe(1);
    expect(matcher.match('{"id":9,"a":1}')?.step).toBe(0);
  });

  it('does not use again what stood for another send already', () => {
    const matcher = matcherOf(['> 0 {"id":1,"a":1}'], { ignore: ['id'] });
    expect(matcher.match('{"id":9,"a":1}')?.step).toBe(0);
    expect(matcher.match('{"id":1,"a":1}')).toBe(null);
  });

  it('goes by a few fields only where it is told to, and fills only what looks like an id', () => {
    const matcher = matcherOf(CHAT, { by: ['op', 'room'] });
    expect(matcher.match('{"op":"join","room":"ops","id":"a1b2c3d4","at":5,"extra":true}')).toEqual({
      step: 0,
      fills: [{ recorded: '8f14e45f', actual: 'a1b2c3d4', token: '"a1b2c3d4"', field: 'id' }],
      wasForced: false,
    });
  });

  it('takes frames that have none of these fields whole', () => {
    const matcher = matcherOf([...CHAT, '> 30 {"y":1}'], { by: ['op', 'room'] });
    expect(matcher.match('pong')).toBe(null);
    expect(matcher.match('{"y":2}')).toBe(null);
    expect(matcher.match('{"y":1}')?.step).toBe(6);
    expect(matcher.match('ping')?.step).toBe(3);
  });

  it('knows which send is expected next', () => {
    const matcher = matcherOf(CHAT);
    expect(matcher.next).toBe(0);
    matcher.match('ping');
    matcher.force(0);
    expect(matcher.next).toBe(2);
    for (const step of [2, 4, 5]) matcher.force(step);
    expect(matcher.next).toBe(null);
  });

  it('knows what was forced when the page makes it after all, once', () => {
    const matcher = matcherOf(CHAT, { ignore: ['id', 'at'] });
    for (const step of [0, 2]) matcher.force(step);
    expect(matcher.match('{"id":"NEW","op":"join","room":"field","at":2}')).toMatchObject({
      step: 2,
      fills: [{ recorded: 'c9f0f895', actual: 'NEW' }],
      wasForced: true,
    });
    expect(matcher.match('{"id":"NEW","op":"join","room":"field","at":2}')).toBe(null);
  });

  it('prefers sends that are still to be answered to those that were forced', () => {
    const matcher = matcherOf(CHAT);
    matcher.force(3);
    expect(matcher.match('ping')).toMatchObject({ step: 4, wasForced: false });
    expect(matcher.match('ping')).toMatchObject({ step: 3, wasForced: true });
  });

  it('looks at its part of the recording only', () => {
    const steps = stepsOf(frames(...CHAT));
    const matcher = new SendMatcher(steps, 3, 4);
    expect(matcher.next).toBe(3);
    expect(matcher.match('{"id":"8f14e45f","op":"join","room":"ops","at":1}')).toBe(null);
    expect(matcher.match('ping')?.step).toBe(3);
    expect(matcher.match('ping')).toBe(null);
  });

  it('matches every recorded send exactly once when the page repeats them in any order', () => {
    const payload = fc.oneof(
      fc.constantFrom('ping', '{"a":1}'),
      fc.nat(5).map((n) => `{"n":${n}}`),
    );
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (list, numbers) => {
        const matcher = matcherOf(list.map((text, at) => `> ${at} ${text}`));
        const order = list.map((text) => ({ text, rank: numbers.next().value ?? 0 }));
        order.sort((one, other) => one.rank - other.rank);
        const steps = order.map(({ text }) => matcher.match(text)?.step);
        expect([...steps].sort((one = -1, other = -1) => one - other)).toEqual([...list.keys()]);
        for (const [index, { text }] of order.entries()) expect(list[steps[index] ?? -1]).toBe(text);
      }),
    );
  });
});

describe('Fills', () => {
  const fills = (recorded: string, actual: string): Fills => {
    const all = new Fills();
    for (const fill of fillsBetween(recorded, actual, () => true)) all.add(fill);
    return all;
  };

  it('puts what the page said in place of a recorded id, wherever it stands as a value', () => {
    const filled = fills('{"id":"8f14e45f"}', '{"id":"new-id"}').apply(
      '{"re":{"to":"8f14e45f"},"t":"8f14e45f!"}',
    );
    expect(filled).toBe('{"re":{"to":"new-id"},"t":"8f14e45f!"}');
  });

  it('puts short values in fields of the same name only', () => {
    const filled = fills('{"ref":1}', '{"ref":7}').apply('{"ref":1,"count":1,"list":[{"ref":1}]}');
    expect(filled).toBe('{"ref":7,"count":1,"list":[{"ref":7}]}');
  });

  it('never puts a value in place of true, false or null', () => {
    const filled = fills('{"flag":"true"}', '{"flag":"no"}').apply('{"flag":true,"more":{"flag":"true"}}');
    expect(filled).toBe('{"flag":true,"more":{"flag":"no"}}');
  });

  it('keeps everything else as it was written', () => {
    const text = '{ "id" : "8f14e45f" , "big":9007199254740993, "e":1.0 }';
    expect(fills('{"id":"8f14e45f"}', '{"id":5}').apply(text)).toBe(
      '{ "id" : 5 , "big":9007199254740993, "e":1.0 }',
    );
  });

  it('escapes what the page said as the page escaped it', () => {
    expect(fills('{"id":"8f14e45f"}', '{"id":"a\\"b"}').apply('["8f14e45f"]')).toBe('["a\\"b"]');
  });

  it('goes by the latest word', () => {
    const all = new Fills();
    for (const actual of ['{"id":"one"}', '{"id":"two"}'])
      for (const fill of fillsBetween('{"id":"8f14e45f"}', actual, () => true)) all.add(fill);
    expect(all.apply('["8f14e45f"]')).toBe('["two"]');
  });

  it('leaves text without JSON and binary alone', () => {
    const all = fills('{"id":"8f14e45f"}', '{"id":"new"}');
    const bytes = new ArrayBuffer(3);
    expect(all.apply('8f14e45f')).toBe('8f14e45f');
    expect(all.apply(bytes)).toBe(bytes);
  });
});
