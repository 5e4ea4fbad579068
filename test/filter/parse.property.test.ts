import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../src/filter/complete.ts';
import { explain } from '../../src/filter/explain.ts';
import { compile } from '../../src/filter/match.ts';
import { parse } from '../../src/filter/parse.ts';
import { regexTerms } from '../../src/filter/regex-risk.ts';
import { queries, subjects, terms, typed } from './arbitraries.ts';

const holds = (query: string, subject: Parameters<ReturnType<typeof compile>>[0]): boolean =>
  compile(parse(query).expression)(subject);

describe('any text in the filter box', () => {
  it('is read, explained, completed and compiled without a throw', () => {
    fc.assert(
      fc.property(typed, fc.nat({ max: 60 }), subjects, (query, caret, subject) => {
        const { expression } = parse(query, caret);
        expect(explain(expression)).toMatch(/^(?:All frames|Frames where .*)\.$/s);
        expect(typeof compile(expression)(subject)).toBe('boolean');
        for (const { at, length } of complete(query, Math.min(caret, query.length)))
          expect(at >= 0 && length >= 0 && at + length <= query.length).toBe(true);
        regexTerms(expression);
      }),
      { numRuns: 2000 },
    );
  });

  it('is covered by its tokens without hole, overlap or empty piece', () => {
    fc.assert(
      fc.property(typed, (query) => {
        let end = 0;
        for (const { at, length } of parse(query).tokens) {
          expect(at).toBe(end);
          expect(length).toBeGreaterThan(0);
          end += length;
        }
        expect(end).toBe(query.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('has its problems inside itself', () => {
    fc.assert(
      fc.property(typed, (query) => {
        const { errors, hints } = parse(query);
        for (const { at, length } of [...errors, ...hints]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(at + length).toBeLessThanOrEqual(query.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives an expression that survives being written as JSON', () => {
    fc.assert(
      fc.property(typed, (query) => {
        const { expression } = parse(query);
        expect(JSON.parse(JSON.stringify(expression))).toEqual(expression);
      }),
    );
  });
});

describe('a query that reads without error', () => {
  it('is one', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parse(query).errors).toEqual([]);
      }),
    );
  });

  it('beside another lets through what both let through', () => {
    fc.assert(
      fc.property(terms, terms, subjects, (left, right, subject) => {
        expect(holds(`${left} ${right}`, subject)).toBe(holds(left, subject) && holds(right, subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('with OR between lets through what either lets through', () => {
    fc.assert(
      fc.property(queries, queries, subjects, (left, right, subject) => {
        expect(holds(`${left} OR ${right}`, subject)).toBe(holds(left, subject) || holds(right, subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('negated lets through what it did not', () => {
    fc.assert(
      fc.property(queries, subjects, (query, subject) => {
        expect(holds(`-(${query})`, subject)).toBe(!holds(query, subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('in parentheses is the same', () => {
    fc.assert(
      fc.property(queries, subjects, (query, subject) => {
        expect(holds(`( ${query} )`, subject)).toBe(holds(query, subject));
      }),
    );
  });
});
