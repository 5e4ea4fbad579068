import { describe, expect, it } from 'vitest';
import { hidingWords } from '../../../src/panel/format/hiding-words.ts';
import {
  EMPTY_FORM,
  type HidingRules,
  hasProblems,
  readForm,
} from '../../../src/panel/hiding/hiding-form.ts';

const read = (form: object): HidingRules => readForm({ ...EMPTY_FORM, ...form });

describe('what is asked to be hidden', () => {
  it('is fields one a line or with commas between them, each once', () => {
    expect(read({ fields: ' password, user.token\n\npassword\n' }).rules.fields).toEqual([
      'password',
      'user.token',
    ]);
  });

  it.each([
    ['\\d{16}', /\d{16}/],
    ['/key=(\\w+)/iu', /key=(\w+)/iu],
    [' /a/g ', /a/g],
    ['a/b', /a\/b/],
    ['/a', /\/a/],
    ['two words ', /two words /],
  ])('is the expression %s', (line, expected) => {
    expect(read({ patterns: line }).rules.patterns).toEqual([expected]);
  });

  it.each([
    [{ fields: 'ok\nuser..name' }, { fields: [2], patterns: [] }],
    [{ patterns: 'a\n\n(b' }, { fields: [], patterns: [3] }],
    [{ patterns: '/a/zz' }, { fields: [], patterns: [1] }],
  ])('with mistakes says in which line: %j', (form, lines) => {
    const { problems } = read(form);
    expect({
      fields: problems.fields.map(({ line }) => line),
      patterns: problems.patterns.map(({ line }) => line),
    }).toEqual(lines);
    for (const { message } of [...problems.fields, ...problems.patterns]) expect(message).toMatch(/^\S.*\.$/);
    expect(hasProblems(read(form))).toBe(true);
  });

  it('is known to be risky where an expression can take for ever', () => {
    expect(read({ patterns: 'key=\\d+;' }).isRisky).toBe(false);
    expect(read({ patterns: 'key=\\d+;\n(a+)+$' }).isRisky).toBe(true);
  });

  it.each([
    [{}, ''],
    [{ urls: true }, 'URLs'],
    [{ urls: true, fields: 'a,b', patterns: 'x' }, 'URLs, 2 fields, 1 pattern'],
  ])('is told in few words: %j', (form, words) => {
    expect(hidingWords(read(form))).toBe(words);
  });
});
