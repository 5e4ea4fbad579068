import { describe, expect, it } from 'vitest';
import { choosePreview } from '../../../src/panel/payload/choose-preview.ts';
import { PayloadContent } from '../../../src/panel/payload/payload-content.ts';

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
const utf8 = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
const preview = (payload: string | ArrayBuffer) => choosePreview(new PayloadContent(payload));

describe('a payload is shown', () => {
  it('as a tree where it is JSON, open as far as it is small', () => {
    expect(preview('{"a":{"b":1}}')).toMatchObject({
      as: 'json',
      before: '',
      isArray: false,
      tree: { length: 2 },
    });
    const large = JSON.stringify(Array.from({ length: 300 }, () => [1]));
    expect(preview(large)).toMatchObject({ as: 'json', isArray: true, tree: { length: 300 } });
  });

  it('as a tree where something short stands in front of the JSON', () => {
    expect(preview('42/ops,["chat",1]')).toMatchObject({ as: 'json', before: '42/ops,' });
  });

  it('as text where it is none, and says so where it looked like JSON', () => {
    expect(preview('hello')).toEqual({ as: 'text', note: '' });
    expect(preview('{"a":1')).toMatchObject({ as: 'text', note: expect.stringContaining('cannot be read') });
  });

  it('as text or a tree where binary holds UTF-8', () => {
    expect(preview(utf8('{"a":"é"}')).as).toBe('json');
    expect(preview(utf8('plain\ttext\n')).as).toBe('text');
  });

  it('as bytes where binary is anything else', () => {
    expect(preview(bytes(0, 1, 2))).toEqual({ as: 'bytes' });
    expect(preview(bytes(0xff, 0xfe, 0x41))).toEqual({ as: 'bytes' });
    expect(preview(bytes())).toEqual({ as: 'bytes' });
  });
});

describe('a payload', () => {
  it('is text and bytes at once', () => {
    expect(new PayloadContent('é').bytes).toEqual(Uint8Array.of(0xc3, 0xa9));
    expect(new PayloadContent(bytes(0xef, 0xbb, 0xbf, 0x41)).text).toBe('\ufeffA');
  });

  it('says whether its text is all that it holds', () => {
    expect(new PayloadContent(bytes(0x41, 0xff)).isText).toBe(false);
    expect(new PayloadContent(bytes(0x41)).isText).toBe(true);
    expect(new PayloadContent('\ud800').isText).toBe(true);
  });
});
