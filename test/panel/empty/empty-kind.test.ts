import { describe, expect, it } from 'vitest';
import { type EmptyFacts, emptyKind, isClosedPage } from '../../../src/panel/empty/empty-kind.ts';

const facts = (more: Partial<EmptyFacts> = {}): EmptyFacts => ({
  isLive: true,
  frames: 0,
  connections: 0,
  isFiltered: false,
  isNarrowed: false,
  access: 'granted',
  wasWithheld: false,
  isRecording: true,
  late: 0,
  introduced: true,
  pageUrl: 'https://app.harbor.example/',
  ...more,
});

describe('an empty table', () => {
  it.each([
    ['first', { introduced: false }],
    ['nothing', {}],
    ['silent', { connections: 2 }],
    ['paused', { isRecording: false }],
    ['paused', { isRecording: false, connections: 2 }],
    ['access', { access: 'withheld', isRecording: false }],
    ['granted', { wasWithheld: true }],
    ['late', { late: 1 }],
    ['closed', { pageUrl: 'chrome://settings/' }],
    ['filtered', { frames: 9, connections: 1, isFiltered: true }],
    ['filtered', { frames: 9, connections: 1, isFiltered: true, isNarrowed: true }],
    ['unselected', { frames: 9, connections: 2, isNarrowed: true }],
    ['unselected', { connections: 2, isNarrowed: true, isFiltered: true }],
    ['blank', { isLive: false, access: 'withheld' }],
  ] as const)('is %s where %o', (kind, more) => {
    expect(emptyKind(facts(more))).toBe(kind);
  });
});

describe('pages that no extension may enter', () => {
  it.each([
    'chrome://extensions/',
    'about:addons',
    'moz-extension://1/x.html',
    'https://addons.mozilla.org/en-US/firefox/',
    'https://chromewebstore.google.com/',
  ])('%s is one', (url) => {
    expect(isClosedPage(url)).toBe(true);
  });
  it.each(['https://app.harbor.example/', 'file:///a.html', 'about:blank', 'about:srcdoc', ''])(
    '%s is none',
    (url) => {
      expect(isClosedPage(url)).toBe(false);
    },
  );
});
