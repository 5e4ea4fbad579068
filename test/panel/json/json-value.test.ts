import { describe, expect, it } from 'vitest';
import { copyOf, dateIn, leafOf } from '../../../src/panel/json/json-value.ts';

const whole = (text: string): [string, number, number] => [text, 0, text.length];

describe('a value that is copied', () => {
  it('is the content of a string, and anything else as written', () => {
    expect(copyOf(...whole('"a\\n\\"b\\""'))).toBe('a\n"b"');
    expect(copyOf(...whole('12345678901234567890'))).toBe('12345678901234567890');
    expect(copyOf(...whole('{ "a": 1.0 }'))).toBe('{ "a": 1.0 }');
  });
});

describe('a value that is filtered by', () => {
  it('is a scalar, large whole numbers exact', () => {
    expect(leafOf(...whole('"a"'))).toBe('a');
    expect(leafOf(...whole('1.5'))).toBe(1.5);
    expect(leafOf(...whole('-12345678901234567890'))).toBe(-12345678901234567890n);
    expect(leafOf(...whole('null'))).toBeNull();
    expect(leafOf(...whole('true'))).toBe(true);
  });

  it('is none where it holds others', () => {
    expect(leafOf(...whole('[1]'))).toBeUndefined();
    expect(leafOf(...whole('{}'))).toBeUndefined();
  });
});

describe('numbers that look like dates', () => {
  it('are milliseconds whatever the key, seconds only where the key names a time', () => {
    expect(dateIn('n', '1794992472618')).toBe(1794992472618);
    expect(dateIn('expires_at', '1794992472')).toBe(1794992472000);
    expect(dateIn('iat', '1794992472')).toBe(1794992472000);
    expect(dateIn('phone', '1794992472')).toBeNull();
  });

  it('are not those that are shorter, longer, or not whole', () => {
    expect(dateIn('time', '179499247')).toBeNull();
    expect(dateIn('time', '17949924726180')).toBeNull();
    expect(dateIn('time', '1794992472.5')).toBeNull();
    expect(dateIn('time', '0000000000001')).toBeNull();
  });
});
