import { describe, expect, it } from 'vitest';
import { explain } from '../../src/filter/explain.ts';
import { MAX_GROUP_DEPTH, MAX_QUERY_LENGTH, parse } from '../../src/filter/parse.ts';

/** What a query was understood as, in words: no syntax tree to spell out, and the words are tested elsewhere. */
const meaning = (query: string): string => explain(parse(query).expression);
const codes = (query: string, caret?: number): string[] => parse(query, caret).errors.map(({ code }) => code);
const painted = (query: string): string =>
  parse(query)
    .tokens.map(({ kind, at, length }) => (kind === 'space' ? '' : `${kind}:${query.slice(at, at + length)}`))
    .filter(Boolean)
    .join(' ');

describe('joining terms', () => {
  it('lets everything through where nothing is asked', () => {
    expect(parse('  ')).toMatchObject({ expression: null, errors: [], hints: [] });
  });

  it('asks for all terms beside one another', () => {
    expect(meaning('dir:in type:text')).toBe('Frames where it was received and it is text.');
  });

  it('takes AND for a space', () => {
    expect(meaning('dir:in AND type:text')).toBe(meaning('dir:in type:text'));
  });

  it('binds OR less tightly than a space', () => {
    expect(meaning('dir:in a OR b')).toBe(meaning('(dir:in a) OR b'));
    expect(meaning('dir:in a OR b')).not.toBe(meaning('dir:in (a OR b)'));
  });

  it('groups by parentheses', () => {
    expect(meaning('dir:in (is:edited OR is:held)')).toBe(
      'Frames where it was received and (it was edited or it is held).',
    );
  });

  it('negates terms and groups', () => {
    expect(meaning('-is:heartbeat -(dir:in type:binary)')).toBe(
      'Frames where it is no heartbeat and (it was sent or it is text).',
    );
  });

  it('takes two negations for none', () => {
    expect(meaning('--dir:in')).toBe(meaning('dir:in'));
    expect(meaning('---dir:in')).toBe(meaning('-dir:in'));
  });

  it('takes or and and in small letters for words', () => {
    expect(meaning('a or b')).toBe(meaning('a "or" b'));
    expect(meaning('a and b')).toBe(meaning('a "and" b'));
  });

  it('reads the query of the design as a whole', () => {
    const query = '-event:/tick|typing/ (url:socket.io OR conn:2 OR type:binary) is:';
    expect(codes(query)).toEqual([]);
    expect(meaning(query)).toBe(
      'Frames where the name does not match /tick|typing/ and (the URL contains “socket.io”, the connection is 2 or it is binary).',
    );
  });
});

describe('words, phrases and regular expressions', () => {
  it.each([
    ['pump', 'the payload contains “pump”'],
    ['"not found"', 'the payload contains “not found”'],
    ['"a\\"b\\\\c\\u0041\\n"', 'the payload contains “a"b\\cA\n”'],
    ['"C:\\dir"', 'the payload contains “C:\\dir”'],
    ['f(x)', 'the payload contains “f(x)”'],
    ['12:30', 'the payload contains “12:30”'],
    ['/time(d )?out/i', 'the payload matches /time(d )?out/i'],
    ['/[/]x/', 'the payload matches /[/]x/'],
    ['/a\\/b/', 'the payload matches /a\\/b/'],
    ['/api/users', 'the payload contains “/api/users”'],
    ['url:/socket.io', 'the URL contains “/socket.io”'],
    ['event:room:join', 'the name contains “room:join”'],
    ['event:=join', 'the name is “join”'],
    ['protocol:""', 'the subprotocol is empty'],
    ['DIR:In', 'it was received'],
  ])('%s', (query, words) => {
    expect(codes(query)).toEqual([]);
    expect(meaning(query)).toBe(`Frames where ${words}.`);
  });

  it('does not take two paths for one regular expression', () => {
    expect(meaning('url:/a url:/s')).toBe('Frames where the URL contains “/a” and the URL contains “/s”.');
    expect(meaning('/a /s')).toBe('Frames where the payload contains “/a” and the payload contains “/s”.');
  });

  it('ends a word at the parenthesis that closes its group', () => {
    expect(meaning('(url:f(1) OR b)')).toBe(
      'Frames where the URL contains “f(1)” or the payload contains “b”.',
    );
  });
});

describe('what is half typed', () => {
  it.each([
    ['a is:'],
    ['a is: '],
    ['a is:he'],
    ['a size:>'],
    ['a size:1ki'],
    ['a size:1k..2'],
    ['a time:1:'],
    ['a conn:1,'],
    ['a dir:"'],
    ['a url:"'],
    ['a json:'],
    ['a json:b.'],
    ['a json:b['],
    ['a json:["b c'],
    ['a json:b='],
    ['a json:b!'],
    ['a -'],
    ['a OR'],
    ['a ""'],
  ])('%s is not applied and no error', (query) => {
    expect(codes(query)).toEqual([]);
    expect(meaning(query)).toBe(meaning('a'));
    expect(parse(query).tokens.some(({ state }) => state === 'half')).toBe(true);
  });

  it('is an error where more stands behind it', () => {
    expect(codes('is: a')).toEqual(['missing-value']);
    expect(codes('size:> a')).toEqual(['bad-number']);
    expect(codes('a OR OR b')).toEqual(['missing-operand', 'missing-operand']);
    expect(codes('- a')).toEqual(['lone-negation']);
  });

  it('is no error where the caret is, whatever stands behind it', () => {
    expect(codes('is: a', 3)).toEqual([]);
    expect(codes('is: a', 5)).toEqual(['missing-value']);
  });

  it('may be followed by what closes its groups', () => {
    expect(codes('(a (b is:))')).toEqual([]);
  });
});

describe('errors', () => {
  it.each([
    ['(a', 'unclosed-group', 0, 1],
    ['a)', 'unopened-group', 1, 1],
    ['a ()', 'empty-group', 2, 2],
    ['a "b', 'unclosed-quote', 2, 1],
    ['OR a', 'missing-operand', 0, 2],
    ['is:ping', 'unknown-value', 3, 4],
    ['a dir:up', 'unknown-value', 6, 2],
    ['size:>1q', 'bad-number', 7, 1],
    ['size:2k..1k', 'bad-number', 5, 6],
    ['size:1,x', 'bad-number', 7, 1],
    ['size:-1', 'bad-number', 5, 2],
    ['conn:0', 'bad-number', 5, 1],
    ['conn:1.5', 'bad-number', 5, 3],
    ['conn:1k', 'bad-number', 6, 1],
    ['dir:in json:payload.=x', 'bad-path', 20, 1],
    ['json:"a b"=1', 'bad-path', 5, 1],
    ['json:a[-1]', 'bad-path', 6, 1],
    ['json:a[0]b', 'bad-path', 9, 1],
    ['json:price > 61 a', 'lone-comparison', 11, 1],
    ['json:user.id =17', 'lone-comparison', 13, 1],
    ['a json:b  != "c d"', 'lone-comparison', 10, 2],
    ['(json:b ~) c', 'lone-comparison', 8, 1],
    ['json:text!~pump', 'bad-path', 9, 2],
    ['json:text !~ pump', 'bad-path', 10, 2],
    ['json:price!>5', 'bad-path', 10, 2],
    ['a /(/', 'bad-regex', 2, 3],
    ['/[/', 'bad-regex', 0, 3],
    ['url:/a/ii', 'bad-regex', 4, 5],
  ])('%s', (query, code, at, length) => {
    const { errors } = parse(query);
    expect(errors).toEqual([{ code, at, length, message: expect.stringMatching(/^\S.*[.?]$/) }]);
  });

  it('says what is missing in a path, after what', () => {
    expect(parse('json:payload.=x').errors[0]?.message).toBe('A field name is missing after “payload.”.');
  });

  it('says why a regular expression cannot be read', () => {
    expect(parse('/(/i').errors[0]?.message).toBe(
      'This regular expression cannot be read: Unterminated group.',
    );
  });

  it('says how a comparison is written that stands apart', () => {
    expect(parse('json:price > 61').errors[0]?.message).toBe(
      'A > must touch its path, as in json:price>…; put it in quotes to search for it.',
    );
    expect(codes('json:price ">" 61')).toEqual([]);
  });

  it('says how it is asked that a member does not contain a text', () => {
    const message = 'There is no “!~”: write -json:text~… for not.';
    expect(parse('json:text!~pump').errors[0]?.message).toBe(message);
    expect(parse('json:text !~pump').errors[0]?.message).toBe(message);
    expect(codes('json:["text!"]~pump')).toEqual([]);
  });

  it('takes the value of a comparison that stands apart for no words to search for', () => {
    expect(meaning('json:price > 61 dir:in')).toBe('Frames where it was received.');
    expect(meaning('(json:a = "b c") dir:in')).toBe('Frames where it was received.');
  });

  it('are one for one slip, whatever stands in its quotes', () => {
    expect(codes('json:a"b (c" "d" dir:in')).toEqual(['bad-path']);
    expect(meaning('json:a"b (c" dir:in')).toBe('Frames where it was received.');
  });

  it('leaves out what cannot be read and applies the rest', () => {
    expect(meaning('dir:in size:>x (is:held OR is:zzz) -(time:q)')).toBe(
      'Frames where it was received and it is held.',
    );
  });

  it('applies an open group and an open quote as if they closed at the end', () => {
    expect(meaning('(a OR "b c')).toBe(meaning('(a OR "b c")'));
  });

  it('refuses a query too long to be typed', () => {
    expect(parse('a'.repeat(MAX_QUERY_LENGTH + 1))).toMatchObject({
      expression: null,
      errors: [{ code: 'too-long', at: 0, length: MAX_QUERY_LENGTH + 1 }],
    });
    expect(codes('a'.repeat(MAX_QUERY_LENGTH))).toEqual([]);
  });

  it('refuses groups nested too deep, at the first that is', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(codes(nested(MAX_GROUP_DEPTH))).toEqual([]);
    expect(parse(nested(MAX_GROUP_DEPTH + 1)).errors[0]).toMatchObject({
      code: 'too-deep',
      at: MAX_GROUP_DEPTH,
    });
  });
});

describe('hints', () => {
  it('leads from a wrong key to the field meant, and searches the text', () => {
    const { expression, errors, hints } = parse('a direction:in');
    expect(errors).toEqual([]);
    expect(hints).toMatchObject([{ code: 'unknown-field', at: 2, length: 10 }]);
    expect(hints[0]?.message).toContain('Did you mean dir:?');
    expect(explain(expression)).toContain('the payload contains “direction:in”');
  });

  it('is silent about addresses', () => {
    expect(parse('wss://app.example:80/x').hints).toEqual([]);
  });

  it('tells that an expression lacks its closing slash', () => {
    expect(parse('/tick|typ').hints).toMatchObject([{ code: 'not-a-regex', at: 0, length: 9 }]);
    expect(parse('/api/users').hints).toEqual([]);
  });
});

describe('hints on a size with commas in it', () => {
  it.each([
    ['size:>1,000', 6, 5],
    ['a size:1k..12,345,678b', 11, 10],
    ['size:1,204', 5, 5],
  ])('%s', (query, at, length) => {
    const { errors, hints } = parse(query);
    expect(errors).toEqual([]);
    expect(hints).toMatchObject([{ code: 'several-numbers', at, length }]);
  });

  it('say how one number is written', () => {
    expect(parse('size:>1,204').hints[0]?.message).toBe(
      '“1,204” is read as several sizes; write 1204 for one.',
    );
  });

  it.each(['size:1,2', 'size:0.5,100', 'size:5,100,20', 'size:1k,200', 'conn:1,200', 'size:1000'])(
    'are not given on %s',
    (query) => {
      expect(parse(query).hints).toEqual([]);
    },
  );
});

describe('tokens', () => {
  it('tell apart what is painted apart', () => {
    expect(painted('-event:/a b/i (url:x OR json:a.b!="c d") "e f" g AND')).toBe(
      'negation:- field:event: regex:/a b/i group:( field:url: value:x operator:OR ' +
        'field:json: path:a.b comparison:!= value:"c d" group:) phrase:"e f" text:g operator:AND',
    );
  });

  it('of one term carry its number, the negation included', () => {
    const { tokens } = parse('-dir:in a');
    expect(tokens.map(({ term }) => term)).toEqual([0, 0, 0, null, 1]);
  });

  it('mark what is wrong', () => {
    const wrong = parse('a size:>x )').tokens.filter(({ state }) => state === 'wrong');
    expect(wrong.map(({ at, length }) => [at, length])).toEqual([
      [2, 5],
      [7, 2],
      [10, 1],
    ]);
  });
});
