import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { type Answers, compared, VIRTUAL } from './differences.ts';
import { type Site, startSite } from './site.ts';
import { stagePages } from './stage/stage.ts';

const GROUPS = ['identity', 'construct', 'subclass', 'events', 'send', 'close'];

/** Milliseconds that a busy machine may need for all probes, twice over. */
const PATIENCE = 180_000;

interface Probed {
  runProbes(...groups: string[]): Promise<string>;
}

describe.each(BROWSERS)('a virtual socket in %s', (kind) => {
  let site: Site;
  let driver: PanelDriver;
  let plain: Answers;
  let virtual: Answers;

  const probe = async (page: string): Promise<Answers> => {
    await driver.open(page);
    const answers = await driver.evalInPage(
      (groups: string[]) => (frames[0] as unknown as Probed).runProbes(...groups),
      GROUPS,
    );
    return JSON.parse(answers);
  };

  beforeAll(async () => {
    site = await startSite(stagePages(kind));
    driver = await launch(kind, { extension: null });
    plain = await probe(`${site.url}plain.html`);
    virtual = await probe(`${site.otherUrl}armed.html`);
  }, PATIENCE);
  afterAll(async () => {
    await driver.close();
    await site.close();
  });

  it.each(GROUPS)('is to the page what a native one is: %s', (group) => {
    const { expected, found } = compared(VIRTUAL, kind, group, plain, virtual);
    expect(found).toEqual(expected);
  });

  it('reaches no server', () => {
    expect(site.handshakes(site.url)).toBeGreaterThan(200);
    expect(site.handshakes(site.otherUrl)).toBe(0);
  });
});
