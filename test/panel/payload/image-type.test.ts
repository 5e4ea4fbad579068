import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/base/bytes.ts';
import { imageType } from '../../../src/panel/payload/image-type.ts';

describe('an image', () => {
  it.each([
    ['89504e470d0a1a0a00', 'image/png'],
    ['ffd8ffe0', 'image/jpeg'],
    ['474946383961', 'image/gif'],
    ['524946460000000057454250565038', 'image/webp'],
    ['0000001c6674797061766966', 'image/avif'],
    ['89504e47', null],
    ['', null],
  ])('%s is %s by how it begins', (hex, type) => {
    expect(imageType(fromHex(hex))).toBe(type);
  });
});
