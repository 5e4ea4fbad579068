import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeHost, FakePage } from './fake-host.ts';
import { frames, renderPanel } from './render.tsx';

const TOKEN = 'c2VjcmV0LXRva2VuLXZhbHVl';
const HOSTILE = '<img src=x onerror="document.title=1">\u202e\u0000';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name });
const dialog = () => page.getByRole('dialog', { name: 'Hide before export' });

/** A panel with one socket of secrets. */
async function recorded(...messages: string[]): Promise<{ host: FakeHost; document: FakePage }> {
  const { host } = await renderPanel();
  const document = host.page();
  const socket = document.socket(`wss://app.harbor.example/chat?room=7&token=${TOKEN}`).opens();
  for (const message of messages) socket.sends(message);
  document.flush();
  await expect.poll(() => frames().length).toBe(messages.length);
  return { host, document };
}

async function ask(): Promise<void> {
  await userEvent.click(button('Export'));
  await userEvent.click(page.getByRole('menuitem', { name: /^Hide before export/ }));
  await expect.element(dialog()).toBeVisible();
}

/** What the preview lists: where, value, placeholder and times. */
const listed = (): string[][] =>
  [...document.querySelectorAll('table[aria-label="What will be hidden"] tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent ?? ''),
  );

async function exported(host: FakeHost, item: string, ...choices: string[]): Promise<Blob> {
  const before = host.downloads.length;
  await userEvent.click(button('Export'));
  for (const name of choices) await userEvent.click(page.getByRole('menuitemcheckbox', { name }));
  await userEvent.click(page.getByRole('menuitem', { name: item }).first());
  await expect.poll(() => host.downloads.length).toBe(before + 1);
  return host.downloads[before]?.content ?? new Blob();
}

/** What is put on the clipboard from here on. */
function watchClipboard(): string[] {
  const copied: string[] = [];
  const setData = vi
    .spyOn(DataTransfer.prototype, 'setData')
    .mockImplementation((_, text) => void copied.push(text));
  onTestFinished(() => setData.mockRestore());
  return copied;
}

describe('what is hidden before an export', () => {
  it('is shown as it is asked for, and is in no export from then on', async () => {
    const { host } = await recorded(
      '{"user":{"password":"hunter2"},"n":1}',
      'card 4111-1111',
      'card 4111-1111',
    );
    await ask();
    await userEvent.click(page.getByRole('checkbox', { name: 'Credentials in URLs' }));
    await userEvent.fill(field('JSON fields'), 'user.password');
    await userEvent.fill(field('Regular expressions'), '4\\d{3}-\\d{4}');
    await expect.poll(listed).toEqual([
      ['URL parameter token', TOKEN, 'redacted-1', '1'],
      ['field user.password', 'hunter2', 'redacted-2', '1'],
      ['pattern /4\\d{3}-\\d{4}/', '4111-1111', 'redacted-3', '2'],
    ]);
    await expect.element(dialog().getByRole('status')).toHaveTextContent('3 values, 4 times.');
    await userEvent.click(button('Apply'));

    for (const item of ['Framereel session', 'HAR 1.2', 'HAR 1.2 with sensitive data', 'Mock server']) {
      const text = await (await exported(host, item)).text();
      for (const secret of [TOKEN, 'hunter2', '4111']) expect(text, item).not.toContain(secret);
      expect(text, item).toContain('card redacted-3');
    }
    await userEvent.click(button('Export'));
    await expect
      .element(page.getByRole('menuitem', { name: /^Hide/ }))
      .toHaveTextContent('URLs, 1 field, 1 pattern');
  });

  it('is told of in code that is written', async () => {
    const { host } = await recorded('card 4111-1111', 'card 4222-2222');
    await ask();
    await userEvent.fill(field('Regular expressions'), '4\\d{3}-\\d{4}');
    await userEvent.click(button('Apply'));
    const code = await (await exported(host, 'Client')).text();
    expect(code).toContain('// Hidden: 2 values; put in what redacted-1 and so on stand for.');
  });

  it('is nothing but text, whatever it is', async () => {
    await recorded(`{"name":${JSON.stringify(HOSTILE)}}`);
    const { title } = document;
    await ask();
    await userEvent.fill(field('JSON fields'), 'name');
    await expect.poll(() => listed().map(([where]) => where)).toEqual(['field name']);
    expect(document.querySelector('dialog img')).toBeNull();
    expect(document.title).toBe(title);
    expect(listed()[0]?.[1]).toBe('<img src=x onerror="document.title=1">\u202e ');
  });

  it('is not applied while an expression is wrong, which is said where it stands', async () => {
    await recorded('a');
    await ask();
    await userEvent.fill(field('Regular expressions'), 'a\n(b');
    await expect.element(field('Regular expressions')).toHaveAttribute('aria-invalid', 'true');
    await expect
      .element(field('Regular expressions'))
      .toHaveAccessibleDescription('Line 2: Unterminated group.');
    await expect.element(button('Apply')).toBeDisabled();
    await userEvent.fill(field('Regular expressions'), 'a\nb');
    await expect.element(button('Apply')).toBeEnabled();
  });

  it('is given up where an expression takes for ever, and nothing is held up', async () => {
    await recorded(`${'a'.repeat(60)}b`);
    await ask();
    await userEvent.fill(field('Regular expressions'), '(a+)+$');
    await expect
      .poll(() => dialog().getByRole('status').element().textContent, { timeout: 15_000 })
      .toContain('takes too long');
    await expect.element(button('Apply')).toBeDisabled();
  });

  it('keeps an export from being written where a later message makes an expression endless', async () => {
    const { host, document } = await recorded('aaab');
    await ask();
    await userEvent.fill(field('Regular expressions'), '(a+)+$');
    await expect.element(dialog().getByRole('status')).toHaveTextContent('Nothing.');
    await userEvent.click(button('Apply'));
    document
      .socket('wss://app.harbor.example/two')
      .opens()
      .receives(`${'a'.repeat(60)}b`);
    document.flush();
    await expect.poll(() => frames().length).toBe(2);
    await userEvent.click(button('Export'));
    await userEvent.click(page.getByRole('menuitem', { name: 'Framereel session' }).first());
    await expect
      .poll(() => page.getByRole('alert').elements()[0]?.textContent, { timeout: 15_000 })
      .toContain('Nothing was written: a regular expression');
    expect(host.downloads).toEqual([]);
  });

  it('is left as it was where the dialog is cancelled, and Export has the focus again', async () => {
    const { host } = await recorded('card 4111-1111');
    await ask();
    await userEvent.fill(field('Regular expressions'), '4111');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(button('Export')).toHaveFocus();
    expect(await (await exported(host, 'Framereel session')).text()).toContain('4111-1111');
  });

  it('is there to be changed when the dialog opens again', async () => {
    await recorded('card 4111-1111');
    await ask();
    await userEvent.fill(field('JSON fields'), 'pin, password');
    await userEvent.click(button('Apply'));
    await ask();
    await expect.element(field('JSON fields')).toHaveValue('pin, password');
    await userEvent.fill(field('JSON fields'), '');
    await userEvent.click(button('Apply'));
    await userEvent.click(button('Export'));
    await expect
      .element(page.getByRole('menuitem', { name: 'Hide before export…', exact: true }))
      .toBeVisible();
  });

  it.each([
    ['is hidden in what is copied too, with the same placeholder each time', true, 'card redacted-1'],
    ['is copied where that is not asked for', false, 'card 4111-1111'],
  ])('%s', async (_, copies, expected) => {
    await recorded('card 4111-1111', '{"card":"4111-1111"}');
    await ask();
    await userEvent.fill(field('Regular expressions'), '4\\d{3}-\\d{4}');
    if (!copies) await userEvent.click(page.getByRole('checkbox', { name: 'Also in what is copied' }));
    await userEvent.click(button('Apply'));
    const copied = watchClipboard();
    await userEvent.click(frames()[0] as Element);
    await userEvent.keyboard('{Control>}c{/Control}');
    await expect.poll(() => copied, { timeout: 15_000 }).toEqual([expected]);
    await userEvent.click(button('Copy'));
    await expect.poll(() => copied, { timeout: 15_000 }).toEqual([expected, expected]);
  });
});

describe('an export', () => {
  it('is packed with gzip where that is chosen', async () => {
    const { host } = await recorded('hello');
    const packed = await exported(host, 'Framereel session', 'Packed with gzip');
    expect(host.downloads[0]?.name).toMatch(/\.jsonl\.gz$/);
    const text = await new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).text();
    expect(text.split('\n')[0]).toContain('"format":"framereel"');
    expect(text).toContain('"text":"hello"');
  });

  it('of what the filter shows waits until the filter has looked at everything', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/chat').opens();
    for (let index = 0; index < 5_000; index++) socket.sends(index % 2 ? 'odd' : 'even');
    document.flush();
    await expect.poll(() => store.library.active.value.frames.length).toBe(5_000);
    store.query.text.value = '/^odd(?=$)|(o|o)*x/';
    expect(store.rows.scanned.value).toBeLessThan(5_000);
    await store.files.exportSession('jsonl', { sensitive: false, part: 'shown' });
    const text = (await host.downloads[0]?.content.text()) ?? '';
    expect(text.match(/"text":"odd"/g)).toHaveLength(2_500);
    expect(text).not.toContain('"even"');
  });
});
