import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inheritedPlan, leavePlan } from '../../src/content/inherited-plan.ts';

const NOW = 1_800_000_000_000;
const plan = (until = NOW + 1_000): string => JSON.stringify({ run: 'r', answers: [], until });

/** A document that another origin's is framing: nothing of its parent can be read. */
const stranger = new Proxy({}, { get: () => reject() });
const reject = (): never => {
  throw new DOMException('Blocked a frame from accessing a cross-origin frame.', 'SecurityError');
};

let kept: Record<string, string>;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  kept = {};
  vi.stubGlobal('self', {});
  vi.stubGlobal('parent', stranger);
  vi.stubGlobal('sessionStorage', kept);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the plan of a frame', () => {
  it('is that of its parent, where that can be read, for a while', () => {
    vi.stubGlobal('parent', { framereel: { plan: plan() } });
    expect(inheritedPlan()).toBe(plan());
    vi.stubGlobal('parent', { framereel: { plan: plan(NOW) } });
    expect(inheritedPlan()).toBeNull();
    vi.stubGlobal('parent', { framereel: { plan: {} } });
    expect(inheritedPlan()).toBeNull();
  });

  it('is what was left before the reload, for all frames of its origin, for a while', () => {
    leavePlan(plan());
    expect(inheritedPlan()).toBe(plan());
    expect(inheritedPlan()).toBe(plan());
    vi.advanceTimersByTime(1_000);
    expect(kept).toEqual({});
    expect(inheritedPlan()).toBeNull();
  });

  it('is not one that was left for an earlier reload', () => {
    leavePlan(plan(NOW - 1));
    expect(inheritedPlan()).toBeNull();
    vi.advanceTimersByTime(0);
    expect(kept).toEqual({});
  });

  it.each([
    'nonsense',
    '1',
    'null',
    `{"until":${NOW + 1_000}}`,
    `{"until":${NOW + 1_000},"answers":{"map":1}}`,
  ])('is nothing a page wrote there: %s', (text) => {
    leavePlan(text);
    expect(inheritedPlan()).toBeNull();
  });

  it('is none in a top document, whatever is written there', () => {
    leavePlan(plan());
    vi.stubGlobal('parent', self);
    expect(inheritedPlan()).toBeNull();
  });

  it('is none where there is no storage', () => {
    vi.stubGlobal('sessionStorage', stranger);
    expect(inheritedPlan()).toBeNull();
    expect(() => leavePlan(plan())).not.toThrow();
  });
});
