import { describe, expect, it } from 'vitest';
import { type CompletionContext, complete, MAX_COMPLETIONS } from '../../src/filter/complete.ts';
import { PROPOSED } from '../../src/filter/fields.ts';

/** The queries that taking each completion makes; `|` is the caret. */
function taken(typed: string, context?: CompletionContext): string[] {
  const caret = typed.indexOf('|');
  const query = typed.replace('|', '');
  return complete(query, caret, context).map(
    ({ at, length, text }) => query.slice(0, at) + text + query.slice(at + length),
  );
}

describe('fields', () => {
  it('are all proposed where a term could begin', () => {
    const all = PROPOSED.map(({ key }) => `${key}:`);
    expect(taken('|')).toEqual(all);
    expect(taken('dir:in (|')).toEqual(all.map((key) => `dir:in (${key}`));
    expect(taken('-|')).toEqual(all.map((key) => `-${key}`));
  });

  it('are proposed by how they begin, under any name', () => {
    expect(taken('a d|')).toEqual(['a dir:']);
    expect(taken('sock|')).toEqual(['conn:']);
  });

  it('are described', () => {
    expect(complete('ur', 2)).toEqual([
      { at: 0, length: 2, text: 'url:', description: 'URL of the connection', goesOn: true },
    ]);
  });

  it('leave the value alone', () => {
    expect(taken('ur|i:x b')).toEqual(['url:x b']);
  });

  it('are not proposed inside quotes, expressions or behind keys that are none', () => {
    expect(taken('"d|')).toEqual([]);
    expect(taken('/d|')).toEqual([]);
    expect(taken('foo:d|')).toEqual([]);
  });
});

describe('values', () => {
  it('of a fixed set are proposed as terms', () => {
    expect(taken('-is:he|')).toEqual(['-is:heartbeat']);
    expect(taken('DIR:o|')).toEqual(['dir:out']);
  });

  it('are found without their field', () => {
    expect(taken('heart|')).toEqual(['is:heartbeat']);
  });

  it('take the place of the whole value, also behind the caret', () => {
    expect(taken('a is:ed|xx b')).toEqual(['a is:edited b']);
  });

  it('are not proposed where they stand already', () => {
    expect(taken('is:edited|')).toEqual([]);
  });

  it('come from the recording, those that begin so first, quoted where need be', () => {
    const events = ['chat:message', 'message two', 'Message', 'x'];
    expect(taken('event:me|', { events })).toEqual([
      'event:"message two"',
      'event:Message',
      'event:chat:message',
      'event:message',
    ]);
    expect(taken('event:=x|', { events })).toEqual([]);
    expect(taken('event:=|', { events: ['x'] })).toEqual(['event:=x', 'event:=message']);
  });

  it('at a JSON path go on with a comparison, which must touch them', () => {
    const context = { paths: ['user.id', '["a=b"]'], values: () => ['17'] };
    const goingOn = (query: string): string[] =>
      complete(query, query.length, context).flatMap(({ text, goesOn }) => (goesOn ? [text] : []));
    expect(goingOn('json:')).toEqual(['json:user.id', 'json:["a=b"]', 'json:error']);
    expect(goingOn('json:user.id=')).toEqual([]);
    expect(goingOn('dir:')).toEqual([]);
  });

  it.each([
    ['url:|', { urls: ['wss://h/a b'] }, 'url:"wss://h/a b"'],
    ['protocol:|', { protocols: [''] }, 'protocol:""'],
    ['decoder:|', { decoders: ['MQTT'] }, 'decoder:MQTT'],
    ['json:|', { paths: ['a[0]'] }, 'json:a[0]'],
    ['conn:|', { connections: 2 }, 'conn:1'],
  ])('of %s', (typed, context, first) => {
    expect(taken(typed, context)[0]).toBe(first);
  });

  it('are those that were found at a JSON path', () => {
    const values = (path: string) => (path === 'user.Name' ? ['ann', '"a b"', 'joe'] : []);
    expect(taken('json:user.Name=|', { values }).slice(0, 3)).toEqual([
      'json:user.Name=ann',
      'json:user.Name="a b"',
      'json:user.Name=joe',
    ]);
    expect(taken('json:user.Name=A|', { values })).toEqual(['json:user.Name=ann', 'json:user.Name="a b"']);
    expect(taken('json:user.Name="a|', { values })).toContain('json:user.Name="a b"');
    expect(taken('json:user.x=|', { values })).toEqual([]);
  });

  it('are shown by example where nothing is known', () => {
    expect(taken('size:>|')).toEqual(['size:>1k']);
    expect(taken('event:|')).toContain('event:=message');
  });

  it('are not too many', () => {
    const events = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    expect(taken('event:e|', { events })).toHaveLength(MAX_COMPLETIONS);
  });
});
