import { describe, expect, it } from 'vitest';
import { insertion } from '../../src/background/insertion.ts';

const into = (script: string): string => insertion(new TextEncoder().encode(script), 'tap;');
const STRICT = '"use strict";tap;';

describe('what goes in front of a worker’s script', () => {
  it('is the tap, in front of anything', () => {
    expect(into('postMessage(1)')).toBe('tap;');
    expect(into('')).toBe('tap;');
    expect(into('\uFEFFimport "./a.js"')).toBe('tap;');
  });

  it.each([
    '"use strict"',
    "'use strict';",
    '\uFEFF  "use strict"\nlet a;',
    '// a\r\n/* b ** */\n"use strict"; /* c */',
    '"use asm";\n\'use strict\';',
    '"use other"\n"use strict"',
  ])('keeps %j strict', (script) => {
    expect(into(script)).toBe(STRICT);
  });

  it.each([
    'a; "use strict"',
    '("use strict")',
    '"use strict" + 1',
    '"use strict".length',
    '// "use strict"',
    '/* "use strict"',
    '"use\\x20strict"',
  ])('keeps %j sloppy', (script) => {
    expect(into(script)).toBe('tap;');
  });

  it('is nothing where the first line must stay the first', () => {
    expect(into('#!/usr/bin/env node\n1')).toBe('');
  });

  it('is found at once in a script made to be slow to look at', () => {
    const start = performance.now();
    expect(into('/**/'.repeat(20_000))).toBe('tap;');
    expect(into(`/*${'*'.repeat(70_000)}`)).toBe('tap;');
    expect(into("''\n".repeat(20_000))).toBe('tap;');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
