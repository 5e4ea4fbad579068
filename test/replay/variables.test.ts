import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../src/replay/signature.ts';
import { type Origin, Variables } from '../../src/replay/variables.ts';

const one = (from: Origin): Variables => new Variables([{ name: 'v', from }]);

const fromReply = (but: Partial<Extract<Origin, { in: 'reply' }>>): Variables =>
  one({ in: 'reply', track: 0, select: { by: 'json', path: 'id' }, kind: null, nth: 1, ...but });

describe('Variables', () => {
  it('has no value before it was seen', () => {
    expect(fromReply({}).lookUp('v')).toBe(null);
  });

  it('captures a field of a reply with its type', () => {
    const variables = fromReply({});
    variables.onFrame(0, '{"data":{"id":9007199254740993}}');
    expect(variables.lookUp('v')).toMatchObject({ text: '9007199254740993', isString: false });
  });

  it('captures from text around JSON', () => {
    const variables = fromReply({ select: { by: 'json', path: '[1].id' } });
    variables.onFrame(0, '42["hello",{"id":"x"}]');
    expect(variables.lookUp('v')).toMatchObject({ text: 'x', isString: true });
  });

  it('takes the n-th frame that has a value', () => {
    const variables = fromReply({ nth: 2 });
    for (const id of ['a', 'b', 'c']) {
      variables.onFrame(0, `{"id":"${id}"}`);
      variables.onFrame(0, '{"other":1}');
    }
    expect(variables.lookUp('v')?.text).toBe('b');
  });

  it('follows the latest where it is told to', () => {
    const variables = fromReply({ nth: null });
    for (const id of ['a', 'b', 'c']) variables.onFrame(0, `{"id":"${id}"}`);
    expect(variables.lookUp('v')?.text).toBe('c');
  });

  it('looks at its kind of frame and its connection only', () => {
    const { kind } = signatureOf('{"type":"welcome","id":"x"}');
    const variables = fromReply({ kind });
    variables.onFrame(0, '{"type":"error","id":"no"}');
    variables.onFrame(1, '{"type":"welcome","id":"no"}');
    variables.onFrame(0, new ArrayBuffer(2));
    variables.onFrame(0, null);
    expect(variables.lookUp('v')).toBe(null);
    variables.onFrame(0, '{"type":"welcome","id":"yes"}');
    expect(variables.lookUp('v')?.text).toBe('yes');
  });

  it('captures by regex: the first group, or all of the match', () => {
    const group = fromReply({ select: { by: 'regex', pattern: 'session:(\\S+)', flags: '' } });
    group.onFrame(0, 'CONNECTED\nsession:abc-1\n');
    expect(group.lookUp('v')).toEqual({ text: 'abc-1', isString: true });
    const whole = fromReply({ select: { by: 'regex', pattern: '[0-9]+', flags: 'g' }, nth: null });
    whole.onFrame(0, 'x 12');
    whole.onFrame(0, 'x 13');
    expect(whole.lookUp('v')).toEqual({ text: '13', isString: false });
  });

  it('takes a query parameter of the URL that is opened', () => {
    const variables = one({ in: 'url', track: 0, parameter: 'sid' });
    variables.onOpening(1, 'ws://h/?sid=no');
    expect(variables.lookUp('v')).toBe(null);
    variables.onOpening(0, 'ws://h/?a=1&sid=x%20y');
    expect(variables.lookUp('v')?.text).toBe('x y');
  });

  it('takes the subprotocol the server chose', () => {
    const variables = one({ in: 'protocol', track: 0 });
    variables.onOpen(0, 'chat.v2');
    expect(variables.lookUp('v')?.text).toBe('chat.v2');
  });

  it('takes what the user says', () => {
    expect(one({ in: 'given', value: 'secret' }).lookUp('v')?.text).toBe('secret');
  });

  it.each([
    ['123456', false],
    ['-0.5e3', false],
    ['007', true],
    ['1.', true],
    ['x1', true],
    ['', true],
  ])('takes %j for what JSON can have as a number, or not: string %s', (text, isString) => {
    const opened = one({ in: 'url', track: 0, parameter: 'user' });
    opened.onOpening(0, `ws://h/?user=${text}`);
    const chosen = one({ in: 'protocol', track: 0 });
    chosen.onOpen(0, text);
    for (const variables of [opened, chosen, one({ in: 'given', value: text })])
      expect(variables.lookUp('v')).toEqual({ text, isString });
  });

  it('refuses a pattern that is none', () => {
    expect(() => fromReply({ select: { by: 'regex', pattern: '(', flags: '' } })).toThrowError(
      expect.objectContaining({ code: 'REGEX' }),
    );
  });
});
