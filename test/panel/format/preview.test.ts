import { describe, expect, it } from 'vitest';
import { PREVIEW_LENGTH, previewPayload } from '../../../src/panel/format/preview.ts';

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
const find = (needle: string) => (text: string) => {
  const at = text.indexOf(needle);
  return at < 0 ? null : { at, length: needle.length };
};

describe('the preview of a payload', () => {
  it('is its text in one line', () => {
    expect(previewPayload('{\n\t"a": 1\r\n}', null).text).toBe('{  "a": 1  }');
  });

  it('is no longer than a screen is wide', () => {
    expect(previewPayload('x'.repeat(1_000_000), null).text).toHaveLength(PREVIEW_LENGTH);
  });

  it('shows binary that is text as text', () => {
    expect(previewPayload(new TextEncoder().encode('{"é":1}').buffer, null).text).toBe('{"é":1}');
  });

  it('shows other binary as bytes', () => {
    expect(previewPayload(bytes(0, 1, 0xfe, 0xff), null).text).toBe('00 01 fe ff');
    expect(previewPayload(new ArrayBuffer(200), null).text).toMatch(/^00 00 .* 00 …$/);
  });

  it('is not misled by a character cut in two at the end of what it looks at', () => {
    const long = new TextEncoder().encode('é'.repeat(3_000)).buffer;
    expect(previewPayload(long.slice(0, 1_601), null).text).toMatch(/^é+$/);
    expect(previewPayload(long, null).text).toMatch(/^é+$/);
    expect(previewPayload(new TextEncoder().encode('ok').buffer, null).text).toBe('ok');
  });

  it('begins shortly before what was searched for', () => {
    const { text, match } = previewPayload(`${'a'.repeat(500)}pump${'b'.repeat(50)}`, find('pump'));
    expect(text.startsWith('…aaa')).toBe(true);
    expect(text.slice(match?.at, (match?.at ?? 0) + 4)).toBe('pump');
  });

  it('begins at the first byte where the match is near', () => {
    const { text, match } = previewPayload('{"text":"pump"}', find('pump'));
    expect(text).toBe('{"text":"pump"}');
    expect(match).toEqual({ at: 9, length: 4 });
  });

  it('never begins in the middle of a character', () => {
    const { text } = previewPayload(`${'😀'.repeat(100)}x`, find('x'));
    expect(text.isWellFormed()).toBe(true);
  });
});
