import { describe, expect, it } from 'vitest';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { closed, recording } from '../replay/recordings.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

/** In place of Playwright: runs the test on a page that does nothing, and prints how long it would be waited for. */
const STAND_IN = `
export const test = (_name, body) => body({ page: { routeWebSocket: async () => {}, goto: async () => {} } });
test.setTimeout = () => {};
export const expect = () => ({ toEqual() {} });
expect.poll = (_left, { timeout }) => ({ toEqual: async () => console.log(timeout) });
`;

/** How long the generated test waits for the page, in milliseconds. */
async function patienceFor(recorded: RecordedConnection): Promise<number> {
  const place = new Workplace();
  place.write('node_modules/@playwright/test/package.json', '{ "type": "module", "exports": "./index.js" }');
  place.write('node_modules/@playwright/test/index.js', STAND_IN);
  const { stdout } = await place.run('node', [
    place.write('recorded.spec.mjs', written('playwright', recorded)),
  ]);
  return Number(stdout);
}

describe('a generated Playwright test', { timeout: PROGRAM_MS }, () => {
  it('waits for a server that closes long after the last message', async () => {
    const idle = recording(['< 5 welcome'], { outcome: closed(60_005, 'server') });
    expect(await patienceFor(idle)).toBeGreaterThan(60_005);
  });

  it('does not wait for a close that is the page’s', async () => {
    const left = recording(['< 5 welcome'], { outcome: closed(60_005, 'page') });
    expect(await patienceFor(left)).toBeLessThan(60_005);
  });
});
