import { describe, expect, it } from 'vitest';
import { ignoring } from '../../src/replay/mask.ts';
import { signatureOf } from '../../src/replay/signature.ts';

const kind = (payload: string): string => signatureOf(payload).kind;
const content = (payload: string, ...ignored: string[]): number =>
  signatureOf(payload, ignoring(ignored)).content;

describe('the kind of a frame', () => {
  it.each([
    ['{"type":"tick","price":1}', '{"type":"tick","size":2}'],
    ['{"type":"tick","payload":{"type":"inner"}}', '{"payload":{"type":"other"},"type":"tick"}'],
    ['42["chat:message",{"id":1}]', '42["chat:message",{"id":2,"more":true}]'],
    ['42["say","hello"]', '42["say","bye"]'],
    ['431[{"ok":true}]', '4312[{"ok":false}]'],
    ['{"a":1,"b":2}', '{"b":9,"a":8}'],
    ['MSG 12 foo', 'MSG 77 bar'],
    ['<message to="a"/>', '<message to="b"/>'],
  ])('is the same for %j and %j', (one, other) => {
    expect(kind(one)).toBe(kind(other));
  });

  it.each([
    ['{"type":"tick"}', '{"type":"trade"}'],
    ['42["chat:message",{}]', '42["chat:typing",{}]'],
    ['42["x"]', '43["x"]'],
    ['[null,"3","room:lobby","phx_join",{}]', '[null,"4","room:lobby","phx_leave",{}]'],
    ['{"a":1}', '{"b":1}'],
    ['<message/>', '<presence/>'],
    ['{"a":1}', 'hello'],
  ])('differs for %j and %j', (one, other) => {
    expect(kind(one)).not.toBe(kind(other));
  });

  it('goes by the first byte of binary frames', () => {
    const frame = (...bytes: number[]) => signatureOf(Uint8Array.from(bytes).buffer).kind;
    expect(frame(1, 2)).toBe(frame(1, 3));
    expect(frame(1)).not.toBe(frame(2));
  });
});

describe('the content of a frame', () => {
  it('does not depend on spelling or the order of keys', () => {
    expect(content('{"a":1,"b":"x"}')).toBe(content('{ "b":"\\u0078", "a":1.0 }'));
  });

  it('depends on values, keys and what belongs to what', () => {
    const frames = [
      '{"a":1,"b":2}',
      '{"a":2,"b":1}',
      '{"a":{"b":1}}',
      '{"a":[1,2]}',
      '{"a":[2,1]}',
      '{"a":"1"}',
    ];
    expect(new Set(frames.map((frame) => content(frame))).size).toBe(frames.length);
  });

  it('leaves out what is ignored', () => {
    expect(content('{"id":1,"a":1}', 'id')).toBe(content('{"id":2,"a":1}', 'id'));
    expect(content('{"id":1,"a":1}', 'id')).not.toBe(content('{"id":1,"a":2}', 'id'));
  });
});
