import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CASES } from '../e2e/handshake/cases.ts';

const docs = readFileSync(path.resolve(import.meta.dirname, '../../docs/handshake-failures.md'), 'utf8');

it('every way to fail that is tried is in the docs, and no other', () => {
  const table = docs.slice(docs.indexOf('## Every case'));
  const rows = table.split('\n').filter((line) => /^\| (?!case|---)/.test(line) && !line.startsWith('|--'));
  expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(CASES.map(({ name }) => name));
});
