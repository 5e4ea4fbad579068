import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeHost } from './fake-host.ts';
import { renderPanel } from './render.tsx';

const SECRET = 'base64url.bearer.authorization.k8s.io.c2VjcmV0LXRva2Vu';

const frames = () =>
  document.querySelectorAll('[aria-label="Frames"] [role=row][aria-rowindex]:not([aria-rowindex="1"])');

/** A panel that has recorded two sockets of a page, one of them with a credential in its subprotocol. */
async function recorded(): Promise<FakeHost> {
  const { host } = await renderPanel();
  const document = host.page();
  document
    .socket('wss://app.harbor.example/chat', { protocols: ['chat', SECRET] })
    .opens({ protocol: 'chat' })
    .sends('hello')
    .receives('hello to you')
    .closes(4001, 'done');
  document.socket('wss://app.harbor.example/feed').opens().receives(Uint8Array.of(0, 255).buffer);
  document.flush();
  await expect.poll(() => frames().length).toBeGreaterThanOrEqual(3);
  return host;
}

async function exported(
  host: FakeHost,
  item: string,
  ...choices: string[]
): Promise<{ name: string; code: string }> {
  const before = host.downloads.length;
  await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
  for (const name of choices) await userEvent.click(page.getByRole('menuitemcheckbox', { name }));
  await userEvent.click(page.getByRole('menuitem', { name: item, exact: true }));
  await expect.poll(() => host.downloads.length).toBe(before + 1);
  const file = host.downloads[before];
  return { name: file?.name ?? '', code: (await file?.content.text()) ?? '' };
}

describe('the export menu', () => {
  it.each([
    ['Playwright test', '.spec.mjs', '{ at: 1, sent: "hello" }'],
    ['MSW handlers', '.handlers.mjs', '{ at: 1, received: bytes("AP8=") }'],
    ['Mock server', '.server.mjs', 'closed: { at: 3, by: "server", code: 4001, reason: "done" }'],
    ['Client', '.client.mjs', 'origin: "https://app.harbor.example"'],
    ['websocat lines', '.websocat.sh', "text 'hello'"],
    ['wscat lines', '.wscat.sh', "-x 'hello'"],
    ['Artillery scenario', '.artillery.yml', '- send: "hello"'],
    ['k6 script', '.k6.js', '{ at: 2, received: "hello to you" }'],
  ])('writes %s', async (item, ending, part) => {
    const { name, code } = await exported(await recorded(), item);
    expect(name).toMatch(/^framereel-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d\./);
    expect(name.endsWith(ending)).toBe(true);
    expect(code).toContain(part);
    expect(code).not.toContain(SECRET);
  });

  it('tells in the code of the credential that is not in it', async () => {
    const { code } = await exported(await recorded(), 'Client');
    expect(code).toContain('// Hidden: 1 value; put in what redacted-1 and so on stand for.\n');
    expect(code).toMatch(/protocols: \["chat", "base64url\.bearer\.authorization\.k8s\.io\.redacted-1"\]/);
  });

  it('writes only what the table shows where that is chosen', async () => {
    const host = await recorded();
    await userEvent.fill(page.getByRole('searchbox', { name: 'Filter frames' }), 'dir:in type:text');
    await expect.poll(() => frames().length).toBe(1);
    const { code } = await exported(host, 'Mock server', 'Only what the table shows');
    expect(code).toContain('from a recording of 1 connection with 1 message.');
    expect(code).toContain('received: "hello to you"');
  });

  it('says so where there is nothing to write code from', async () => {
    const { host } = await renderPanel();
    await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
    await userEvent.click(page.getByRole('menuitem', { name: 'Client', exact: true }));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('There is no connection to write code from.');
    expect(host.downloads).toEqual([]);
  });

  it('groups code under a name of its own', async () => {
    await renderPanel();
    await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
    const group = page.getByRole('group', { name: 'Code that runs' });
    await expect.element(group).toBeVisible();
    expect(
      group
        .getByRole('menuitem')
        .elements()
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual([
      'Playwright test',
      'MSW handlers',
      'Mock server',
      'Client',
      'websocat lines',
      'wscat lines',
      'Artillery scenario',
      'k6 script',
    ]);
  });
});
