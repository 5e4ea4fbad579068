import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpts, type Part } from '../../../src/panel/compare/excerpt.ts';

const marked = (parts: Part[]): string =>
  parts.map(({ text, isChanged }) => (isChanged ? `<${text}>` : text)).join('');
const both = (recorded: string, fresh: string): string[] => excerpts(recorded, fresh).map(marked);

describe('two texts that differ', () => {
  it('are marked word by word', () => {
    expect(both('[{"ok":true,"members":14}]', '[{"ok":true,"members":9}]')).toEqual([
      '[{"ok":true,"members":<14>}]',
      '[{"ok":true,"members":<9>}]',
    ]);
  });

  it('are marked in each place, not from the first to the last', () => {
    expect(both('a 1 b 2 c', 'a 7 b 8 c')).toEqual(['a <1> b <2> c', 'a <7> b <8> c']);
  });

  it('may have more on one side', () => {
    expect(both('{"a":1}', '{"a":1,"b":2}')).toEqual(['{"a":1}', '{"a":1<,"b":2>}']);
  });

  it('begin shortly before the first difference', () => {
    const lead = `{"text":"${'x '.repeat(100)}",`;
    const [recorded] = both(`${lead}"pinned":false}`, `${lead}"pinned":null}`);
    expect(recorded).toMatch(/^….{4,40}"pinned":<false>\}$/);
  });

  it('stand in one line', () => {
    expect(both('a\nb\u2028c', 'a\nb\u2028d')).toEqual(['a b <c>', 'a b <d>']);
  });

  it('keep all they have where they are short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (recorded, fresh) => {
        const [old, now] = excerpts(recorded, fresh);
        const text = (parts: Part[]): string => parts.map((part) => part.text).join('');
        expect(text(old)).toBe(recorded.toWellFormed().replace(/\p{Cc}/gu, ' '));
        expect(text(now)).toBe(fresh.toWellFormed().replace(/\p{Cc}/gu, ' '));
        const kept = (parts: Part[]): string => text(parts.filter(({ isChanged }) => !isChanged));
        expect(kept(old)).toBe(kept(now));
      }),
    );
  });
});
