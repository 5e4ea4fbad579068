import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserKind, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { isSwitchedOn, switchOn } from '../workers/switch-on.ts';
import { type Answers, compared, TAPPED, TAPPED_WORKERS } from './differences.ts';
import { type Site, startSite } from './site.ts';

const GROUPS = ['identity', 'construct', 'subclass', 'events', 'send', 'close', 'realms', 'world', 'workers'];

/** Milliseconds that a busy machine may need for all probes, three times over. */
const PATIENCE = 240_000;

async function probe(driver: PanelDriver, site: Site): Promise<Answers> {
  await driver.open(site.url);
  return JSON.parse(await driver.evalInPage(() => (globalThis as unknown as Probed).runProbes()));
}

interface Probed {
  runProbes(): Promise<string>;
}

async function withBrowser<R>(
  kind: BrowserKind,
  extension: null | undefined,
  work: (driver: PanelDriver) => Promise<R>,
): Promise<R> {
  const driver = await launch(kind, { extension });
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

describe.each(BROWSERS)('a page in %s', (kind) => {
  let site: Site;
  let plain: Answers;
  let shut: Answers;
  let recording: Answers;
  beforeAll(async () => {
    site = await startSite();
    plain = await withBrowser(kind, null, (driver) => probe(driver, site));
    [shut, recording] = await withBrowser(kind, undefined, async (driver) => {
      const before = await probe(driver, site);
      await driver.openPanel();
      return [before, await probe(driver, site)];
    });
  }, PATIENCE);
  afterAll(() => site.close());

  it('answers every probe', () => {
    const unanswered = Object.entries(plain).filter(([, answer]) =>
      /"(?:failed|late)":/.test(JSON.stringify(answer)),
    );
    expect(unanswered).toEqual([]);
    expect(Object.keys(plain).length).toBeGreaterThan(400);
    expect(new Set(Object.keys(plain).map((name) => name.split(':')[0]))).toEqual(new Set(GROUPS));
  });

  it.each(GROUPS)('sees no difference with the panel closed: %s', (group) => {
    const { expected, found } = compared(TAPPED, kind, group, plain, shut);
    expect(found).toEqual(expected);
  });

  it.each(GROUPS)('sees no difference while the panel records: %s', (group) => {
    const differences = kind === 'firefox' ? TAPPED_WORKERS : TAPPED;
    const { expected, found } = compared(differences, kind, group, plain, recording);
    expect(found).toEqual(expected);
  });
});

describe.runIf(BROWSERS.includes('chrome'))('a page whose workers are tapped', () => {
  let site: Site;
  let plain: Answers;
  let tapped: Answers;
  beforeAll(async () => {
    site = await startSite();
    plain = await withBrowser('chrome', null, (driver) => probe(driver, site));
    tapped = await withBrowser('chrome', undefined, async (driver) => {
      await driver.open(`${site.url}empty.html`);
      await driver.openPanel();
      await switchOn(driver, `${site.url.replace('http', 'ws')}echo`);
      const answers = await probe(driver, site);
      expect(await isSwitchedOn(driver)).toBe(true);
      return answers;
    });
  }, PATIENCE);
  afterAll(() => site.close());

  it.each(GROUPS)('sees no difference but those that are stated: %s', (group) => {
    const { expected, found } = compared(TAPPED_WORKERS, 'chrome', group, plain, tapped);
    expect(found).toEqual(expected);
  });
});
