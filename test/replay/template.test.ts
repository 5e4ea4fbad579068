import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expandFrame,
  expandUrl,
  formatTemplate,
  type Part,
  parseTemplate,
  type Value,
} from '../../src/replay/template.ts';
import { placeholder } from './recordings.ts';

const id = placeholder('id');
/** any UTF-16 units, lone surrogates among them */
const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });

function expanded(template: string, value: Value | string, expand = expandFrame): string {
  const full = typeof value === 'string' ? { text: value, isString: true } : value;
  const result = expand(parseTemplate(template), (name) => (name === 'id' ? full : null));
  return result.is === 'ready' ? result.text : `missing ${result.variable}`;
}

describe('templates', () => {
  it('reads names, and everything else as text', () => {
    expect(parseTemplate(`a${id}b`)).toEqual(['a', { variable: 'id' }, 'b']);
    for (const text of [
      '$',
      '$'.concat('{'),
      placeholder(''),
      placeholder('1'),
      placeholder('a b'),
      '$id',
      '{id}',
    ])
      expect(parseTemplate(text)).toEqual([text]);
  });

  it('reads two dollars before a brace as one', () => {
    expect(parseTemplate(`$${id}`)).toEqual([id]);
    expect(parseTemplate(`$$${id}`)).toEqual(['$', { variable: 'id' }]);
    expect(parseTemplate('$$ 5')).toEqual(['$$ 5']);
  });

  it('reads back any text it writes', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '\\') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = parseTemplate(formatTemplate([before, { variable: 'v' }, after]));
        const places = parts.filter((part) => typeof part !== 'string');
        expect(places).toEqual([{ variable: 'v' }]);
        const at = parts.findIndex((part) => typeof part !== 'string');
        expect(parts.slice(0, at).join('')).toBe(before);
        expect(parts.slice(at + 1).join('')).toBe(after);
      }),
    );
  });
});

describe('a frame with values', () => {
  it('takes them as they are in plain text', () => {
    expect(expanded(`SUB ${id}\n`, 'a"b')).toBe('SUB a"b\n');
  });

  it('escapes them inside a JSON string', () => {
    expect(expanded(`{"t":"Bearer ${id}"}`, 'a"\n\\')).toBe('{"t":"Bearer a\\"\\n\\\\"}');
  });

  it('keeps their type as a JSON value of their own', () => {
    expect(expanded(`{"id":${id}}`, 'x')).toBe('{"id":"x"}');
    expect(expanded(`{"id":${id}}`, { text: '9007199254740993', isString: false })).toBe(
      '{"id":9007199254740993}',
    );
  });

  it('makes a string of digits a number where the recorded frame has one', () => {
    const like = (recorded: string, text: string) =>
      expandFrame(parseTemplate(`{"a":[0,${id}]}`), () => ({ text, isString: true }), recorded);
    expect(like('{"a":[9,123456]}', '654321')).toEqual({ is: 'ready', text: '{"a":[0,654321]}' });
    expect(like('{"a":[9,"123456"]}', '654321')).toEqual({ is: 'ready', text: '{"a":[0,"654321"]}' });
    expect(like('{"b":123456}', '654321')).toEqual({ is: 'ready', text: '{"a":[0,"654321"]}' });
    expect(like('{"a":[9,123456]}', '007')).toEqual({ is: 'ready', text: '{"a":[0,"007"]}' });
  });

  it('takes them as they are in front of JSON', () => {
    expect(expanded(`42${id}["x","${id}"]`, '7')).toBe('427["x","7"]');
  });

  it('knows a string from what looks like its end', () => {
    expect(expanded(`{"a\\"":"x","b":"\\\\","c":${id}}`, 'v')).toBe('{"a\\"":"x","b":"\\\\","c":"v"}');
  });

  it('names the variable it lacks', () => {
    expect(expanded(placeholder('other'), 'x')).toBe('missing other');
  });

  it('makes valid JSON of a valid template, whatever the value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = expanded(`{"a":"<${id}>","b":${id},"c":["${id}"]}`, text);
        expect(JSON.parse(json)).toEqual({ a: `<${text}>`, b: text, c: [text] });
      }),
    );
  });
});

describe('a URL with values', () => {
  it('encodes them from the path on', () => {
    expect(expanded(`wss://h/${id}?t=${id}`, 'a/b c&d', expandUrl)).toBe(
      'wss://h/a%2Fb%20c%26d?t=a%2Fb%20c%26d',
    );
  });

  it('takes them as they are before the path', () => {
    expect(expanded(`wss://${id}/x`, 'h:8080', expandUrl)).toBe('wss://h:8080/x');
    expect(expanded(`${id}/x`, 'wss://h:8080', expandUrl)).toBe('wss://h:8080/x');
    expect(expanded(`${id}://h/x`, 'ws', expandUrl)).toBe('ws://h/x');
  });

  it('never throws, whatever the value', () => {
    const parts: Part[] = ['ws://h/?t=', { variable: 'id' }];
    fc.assert(
      fc.property(anyText, (text) => {
        expect(expandUrl(parts, () => ({ text, isString: true })).is).toBe('ready');
      }),
    );
  });
});
