import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cell, frames, painted, renderPanel } from './render.tsx';

beforeEach(() => page.viewport(1300, 700));

const box = () => page.getByRole('searchbox', { name: 'Filter frames' });
const proposed = (): string[] =>
  [...document.querySelectorAll('[role=option]')].map(
    (option) => option.querySelector('.clip')?.textContent ?? '',
  );

async function renderChat() {
  const panel = await renderPanel();
  const document = panel.host.page();
  document
    .socket('wss://app.harbor.example/chat')
    .opens()
    .sends('{"type":"hello"}')
    .receives('{"type":"pong"}')
    .receives('{"type":"message","text":"pump 7"}')
    .receives(new ArrayBuffer(2000));
  document.flush();
  await expect.poll(() => frames().length).toBe(4);
  return panel;
}

describe('the filter box', () => {
  it('narrows the table as one types, and highlights what was found', async () => {
    await renderChat();
    await userEvent.type(box(), 'pump');
    await expect.poll(() => frames().length).toBe(1);
    expect(frames()[0]?.querySelector('mark')?.textContent).toBe('pump');
  });

  it('does not apply a term that is only begun', async () => {
    await renderChat();
    await userEvent.type(box(), 'dir:in size:');
    await expect.poll(() => frames().length).toBe(3);
    await expect.element(box()).toHaveAttribute('aria-invalid', 'false');
  });

  it('says in place what it cannot read, and applies the rest', async () => {
    await renderChat();
    await userEvent.type(box(), 'size:>zz dir:in ');
    await expect.element(box()).toHaveAttribute('aria-invalid', 'true');
    const problem = document.getElementById(box().element().getAttribute('aria-describedby') ?? '');
    expect(problem?.textContent).toContain('zz');
    expect(document.querySelector('.chip.bad')?.textContent).toBe('size:>zz');
    await expect.poll(() => frames().length).toBe(3);
  });

  it('paints the query behind the text, character by character', async () => {
    await renderChat();
    const query = '-event:/a b/ (url:chat OR "x y")  is:';
    await userEvent.type(box(), query.replaceAll(/[[{]/g, '$&$&'));
    await painted();
    expect(document.querySelector('.query .paint')?.textContent).toBe(query);
    expect([...document.querySelectorAll('.query .chip')].map((chip) => chip.textContent)).toEqual([
      '-event:/a b/',
      'url:chat',
      '"x y"',
      'is:',
    ]);
  });

  it('proposes what may come, and Tab takes it', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'dir:');
    await expect.poll(proposed).toContain('dir:in');
    const active = box().element().getAttribute('aria-activedescendant') ?? '';
    expect(document.getElementById(active)?.ariaSelected).toBe('true');
    await userEvent.keyboard('{Tab}');
    expect(store.query.text.value).toBe('dir:in ');
    expect(document.activeElement).toBe(box().element());
    await expect.poll(() => frames().length).toBe(3);
  });

  it('proposes the names that are in the recording', async () => {
    await renderChat();
    await userEvent.type(box(), 'event:');
    await expect.poll(proposed).toContain('event:message');
  });

  it('proposes the JSON paths that are in the recording', async () => {
    await renderChat();
    await userEvent.type(box(), 'json:');
    await expect.poll(proposed).toContain('json:text');
    await userEvent.type(box(), 'type=');
    await expect.poll(proposed).toContain('json:type=hello');
  });

  it('lets a comparison follow the JSON path that Tab takes', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'json:te');
    await expect.poll(proposed).toContain('json:text');
    await userEvent.keyboard('{Tab}');
    expect(store.query.text.value).toBe('json:text');
    await userEvent.keyboard('=');
    await expect.poll(proposed).toContain('json:text="pump 7"');
    await userEvent.keyboard('{Tab}');
    expect(store.query.text.value).toBe('json:text="pump 7" ');
    await expect.poll(() => frames().length).toBe(1);
  });

  it('is left backwards by Shift+Tab, which takes nothing', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'dir:');
    await expect.poll(proposed).toContain('dir:in');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(store.query.text.value).toBe('dir:');
    expect(document.activeElement).not.toBe(box().element());
    await expect.poll(proposed).toEqual([]);
  });

  it('shows the signs of the table beside the terms that ask for them', async () => {
    await renderChat();
    await userEvent.type(box(), 'is:err');
    await expect.poll(proposed).toEqual(['is:error']);
    expect(document.querySelector('[role=option] svg.error')).not.toBeNull();
  });

  it('takes nothing by Enter that was not chosen', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'd');
    await expect.poll(() => proposed().length).toBeGreaterThan(0);
    await userEvent.keyboard('{Enter}');
    expect(store.query.text.value).toBe('d');
    expect(proposed()).toEqual([]);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(store.query.text.value).not.toBe('d');
  });

  it('closes the proposals by Escape, then clears, then leads to the table', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'dir:in');
    await userEvent.type(box(), ' is:');
    await expect.poll(() => proposed().length).toBeGreaterThan(0);
    await userEvent.keyboard('{Escape}');
    expect(proposed()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(store.query.text.value).toBe('');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Frames');
  });

  it('hides heartbeats with one click and shows them with another', async () => {
    const { store } = await renderChat();
    const hide = page.getByRole('button', { name: 'Hide heartbeats' });
    await userEvent.click(hide);
    await expect.element(hide).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => frames().map((row) => cell(row, 'name'))).not.toContain('pong');
    await userEvent.click(hide);
    await expect.element(hide).toHaveAttribute('aria-pressed', 'false');
    expect(store.query.text.value).toBe('');
  });

  it('is cleared by a button', async () => {
    await renderChat();
    await userEvent.type(box(), 'pump');
    await userEvent.click(page.getByRole('button', { name: 'Clear filter' }));
    await expect.poll(() => frames().length).toBe(4);
  });

  it('explains its language, and takes an example', async () => {
    const { store } = await renderChat();
    await userEvent.click(page.getByRole('button', { name: 'Filter help' }));
    const help = page.getByRole('dialog', { name: 'Filter help' });
    await expect.element(help).toBeVisible();
    await userEvent.click(help.getByRole('button', { name: 'type:binary' }));
    expect(store.query.text.value).toBe('type:binary');
    await userEvent.keyboard('{Escape}');
    await expect.element(help).not.toBeInTheDocument();
  });
});

describe('filters to come back to', () => {
  it('are proposed in the empty box: those saved, then those used', async () => {
    const { store } = await renderChat();
    await userEvent.type(box(), 'dir:out{Enter}');
    await userEvent.fill(box(), 'pump');
    await userEvent.click(page.getByRole('button', { name: 'Save filter' }));
    await userEvent.click(box());
    await userEvent.keyboard('{Escape}{Escape}');
    expect(store.query.text.value).toBe('');
    await userEvent.click(box());
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => proposed().slice(0, 2)).toEqual(['pump', 'dir:out']);
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => frames().length).toBe(1);
  });
});
