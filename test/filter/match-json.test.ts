import { describe, expect, it } from 'vitest';
import { shows } from './frames.ts';

const order =
  '{"order":{"id":"o_1","status":"PAID","total":61.5,"lines":[{"sku":"a b","n":1},{"sku":"c","n":20}],"note":null}}';

describe('paths', () => {
  it.each([
    ['json:order', true],
    ['json:order.note', true],
    ['json:order.missing', false],
    ['json:order.status.x', false],
    ['json:order.lines[1].sku=c', true],
    ['json:order.lines.1.sku=c', true],
    ['json:order.lines[2]', false],
    ['json:order["lines"][0]["sku"]="a b"', true],
    ['json:*.status=PAID', true],
    ['json:order.lines.*.n=20', true],
    ['json:order.lines[*].n=21', false],
    ['json:order.lines.length=2', true],
    ['json:order.*=PAID', true],
  ])('%s %s', (query, expected) => {
    expect(shows(query, order)).toBe(expected);
  });

  it('reach names with spaces, dots and quotes', () => {
    expect(shows('json:["a b"]["c.d"]["e\\"f"]=1', '{"a b":{"c.d":{"e\\"f":1}}}')).toBe(true);
  });

  it('begin at the payload itself', () => {
    expect(shows('json:=5', '5')).toBe(true);
    expect(shows('json:[0]=5', '[5]')).toBe(true);
    expect(shows('json:*=5', '[4,5]')).toBe(true);
  });

  it('reach only what the payload has itself', () => {
    expect(shows('json:constructor', '{}')).toBe(false);
    expect(shows('json:__proto__.a', '{}')).toBe(false);
    expect(shows('json:__proto__.a', '{"__proto__":{"a":1}}')).toBe(true);
  });

  it('find nothing where the payload is no JSON', () => {
    expect(shows('json:a', 'a')).toBe(false);
    expect(shows('-json:a', 'a')).toBe(true);
  });
});

describe('comparisons', () => {
  it.each([
    ['{"a":"x"}', ['json:a=x', 'json:a==x', 'json:a="x"', 'json:a!=y', 'json:a~X', 'json:a<y', 'json:a>=x']],
    ['{"a":7}', ['json:a=7', 'json:a=7.0', 'json:a!="7"', 'json:a!=8', 'json:a>6', 'json:a<=7', 'json:a~7']],
    ['{"a":"7"}', ['json:a=7', 'json:a="7"', 'json:a!=7.0', 'json:a>6', 'json:a<10']],
    ['{"a":true}', ['json:a=true', 'json:a!="true"', 'json:a~tru', 'json:a!=false']],
    ['{"a":null}', ['json:a=null', 'json:a!="null"', 'json:a']],
    ['{"a":"null"}', ['json:a=null', 'json:a="null"']],
    ['{"a":""}', ['json:a=""', 'json:a!=x']],
    ['{"a":-0.5e1}', ['json:a=-5', 'json:a<-4', 'json:a=-5e0']],
    ['{"a":"2024-05-01T10:00"}', ['json:a>2024-04-30', 'json:a<2024-05-02', 'json:a~/^2024-/']],
    ['{"a":{}}', ['json:a', 'json:a!=x']],
    ['{"a":"un\\u0064er"}', ['json:a=under', 'json:a~nDe']],
  ])('%s', (text, queries) => {
    for (const query of queries) expect([query, shows(query, text)]).toEqual([query, true]);
  });

  it.each([
    ['{"a":"x"}', ['json:a=X', 'json:a=y', 'json:a>5', 'json:a<5', 'json:a!=x']],
    ['{"a":7}', ['json:a="7"', 'json:a>7', 'json:a>"6"', 'json:a=07x', 'json:a>x', 'json:a<x']],
    ['{"a":true}', ['json:a=TRUE', 'json:a>0', 'json:a=1']],
    ['{"a":{"b":1}}', ['json:a=1', 'json:a~b', 'json:a>0', 'json:a="[object Object]"', 'json:a~/object/']],
    ['{"b":1}', ['json:a!=1', 'json:a=null', 'json:a~""x']],
  ])('not %s', (text, queries) => {
    for (const query of queries.filter((query) => !query.includes('~""')))
      expect([query, shows(query, text)]).toEqual([query, false]);
  });

  it('keep big integers apart', () => {
    const document = { id: 9_007_199_254_740_993n };
    expect(shows('json:id=9007199254740993', { document })).toBe(true);
    expect(shows('json:id=9007199254740992', { document })).toBe(false);
    expect(shows('json:id>9007199254740992', { document })).toBe(true);
    expect(shows('json:id<9007199254740994', { document })).toBe(true);
  });

  it('find an integer that was rounded when it was read', () => {
    expect(shows('json:id=9007199254740993', '{"id":9007199254740993}')).toBe(true);
    expect(shows('json:id<=9007199254740993', '{"id":9007199254740993}')).toBe(true);
    expect(shows('json:id="9007199254740993"', '{"id":"9007199254740993"}')).toBe(true);
  });

  it('never order or equal what is not a number', () => {
    for (const query of ['json:a=1', 'json:a<1', 'json:a>=1'])
      expect([query, shows(query, { document: { a: Number.NaN } })]).toEqual([query, false]);
  });
});

describe('payloads that a decoder reads', () => {
  it('are looked at as read, whatever their text', () => {
    expect(shows('json:status=PAID', { text: '42["x"]', document: { status: 'PAID' } })).toBe(true);
    expect(shows('json:status=PAID', { text: '{', isBinary: true, document: { status: 'PAID' } })).toBe(true);
    expect(shows('json:status=PAID', { text: null, document: { status: 'PAID' } })).toBe(true);
  });
});
