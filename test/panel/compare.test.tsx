import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { frames, grid, renderPanel, rowAt } from './render.tsx';

async function renderFrames(...payloads: (string | ArrayBuffer)[]) {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/').opens();
  for (const payload of payloads) socket.receives(payload);
  document.flush();
  await expect.poll(() => frames().length).toBe(payloads.length);
  return panel;
}

const row = (frame: number): Element => rowAt(frame + 2);
const changes = (): string[] =>
  [...document.querySelectorAll('.diff .removed, .diff .added')].map((line) =>
    (line.textContent ?? '').replace(/\s+/g, ' ').replace(/^. (removed|added): /, '$1: '),
  );

beforeEach(() => page.viewport(1300, 700));

describe('two selected frames', () => {
  it('are compared field by field where both are JSON', async () => {
    await renderFrames('{"type":"order","price":61.42}', '{"price":61.5,"type":"order"}');
    await userEvent.click(row(0));
    await userEvent.click(row(1), { modifiers: ['Control'] });
    await expect.element(page.getByRole('tab', { name: 'Diff' })).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText('1 difference')).toBeVisible();
    expect(document.querySelector('.diff del')?.textContent).toBe('42');
    expect(document.querySelector('.diff ins')?.textContent).toBe('5');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Compare as' }), 'Text');
    await expect.poll(() => document.querySelector('.diff del')?.textContent).not.toBe('42');
  });

  it('are compared byte by byte where one is not text', async () => {
    await renderFrames(Uint8Array.of(255, 1, 2).buffer, Uint8Array.of(255, 9, 2).buffer);
    await userEvent.click(row(0));
    await userEvent.click(row(1), { modifiers: ['Shift'] });
    await expect.poll(() => document.querySelector('.diff del')?.textContent).toBe('01');
    expect(document.querySelector('.diff ins')?.textContent).toBe('09');
  });

  it('may say the same', async () => {
    await renderFrames('[1, 2]', '[1,2.0]');
    await userEvent.click(row(0));
    await userEvent.click(row(1), { modifiers: ['Shift'] });
    await expect.element(page.getByText('Both say the same')).toBeVisible();
  });

  it('are compared once a Blob is there that was given up', async () => {
    const { host, store } = await renderPanel();
    const from = host.page();
    const socket = from.socket('wss://app.harbor.example/').opens().receives('{"n":1}');
    socket.receives(new ArrayBuffer(0), { payload: undefined, size: 7, pending: true });
    from.flush();
    await expect.poll(() => frames().length).toBe(2);
    host.lose(from.info.key);
    store.selection.selectFrames([0, 1], 1);
    await expect.element(page.getByText(/the second has no payload/)).toBeVisible();
    from.tell({
      type: 'payload',
      connection: 1,
      seq: 2,
      payload: new TextEncoder().encode('{"n":2}').buffer,
    });
    from.flush();
    await expect.element(page.getByText('1 difference')).toBeVisible();
  });

  it('have their other tabs still, and a third takes the comparison away', async () => {
    await renderFrames('a', 'b', 'c');
    await userEvent.click(row(0));
    await userEvent.click(row(1), { modifiers: ['Shift'] });
    await userEvent.click(page.getByRole('tab', { name: 'Text', exact: true }));
    await expect.poll(() => document.querySelector('.text pre')?.textContent).toBe('b');
    await userEvent.click(row(2), { modifiers: ['Shift'] });
    await expect.element(page.getByRole('tab', { name: 'Diff' })).not.toBeInTheDocument();
  });

  it('show what they have in common when it is asked for', async () => {
    const long = Array.from({ length: 40 }, (_, at) => `line ${at}`);
    await renderFrames([...long, 'a'].join('\n'), [...long, 'b'].join('\n'));
    await userEvent.click(row(0));
    await userEvent.click(row(1), { modifiers: ['Shift'] });
    await userEvent.click(page.getByRole('button', { name: '37 lines the same' }));
    await expect.poll(() => document.querySelector('.diff')?.textContent).toContain('line 0');
    await userEvent.click(page.getByRole('button', { name: 'Next difference' }));
    await expect.poll(() => document.querySelector('.diff .current')?.textContent).toContain('a');
  });
});

describe('a frame', () => {
  it('is compared with the one before of its name by key', async () => {
    const { store } = await renderFrames('{"type":"a","n":1}', '{"type":"b"}', '{"type":"a","n":2}');
    await userEvent.click(row(2));
    await userEvent.keyboard('d');
    await expect.poll(() => [...store.selection.chosen()]).toEqual([0, 2]);
    await expect.poll(changes).toHaveLength(2);
  });

  it('says where there is none before', async () => {
    await renderFrames('{"type":"a"}', '{"type":"b"}');
    await userEvent.click(row(1));
    await userEvent.keyboard('d');
    await expect.element(page.getByText('No frame of the same name is shown before this one.')).toBeVisible();
  });

  it('is chosen, and compared with another by the menu of that', async () => {
    const { store } = await renderFrames('a', 'b', 'c');
    await userEvent.click(row(0), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Choose for comparison' }));
    await userEvent.click(row(2), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: /^Compare with the one chosen at/ }));
    await expect.poll(() => [...store.selection.chosen()]).toEqual([0, 2]);
  });
});

describe('a payload for the Console', () => {
  it('becomes a variable, and the panel says what it is called', async () => {
    const { host } = await renderFrames('{"a":1}');
    host.answers = 'framereel3';
    await userEvent.click(row(0));
    await userEvent.keyboard('v');
    await expect.element(page.getByText('The payload is framereel3 in the Console')).toBeVisible();
    expect(host.evaluated).toHaveLength(1);
    expect(grid('Frames')).toBe(document.activeElement);
  });

  it('says so where the page did not take it', async () => {
    const { host } = await renderFrames('a');
    host.answers = undefined;
    await userEvent.click(row(0), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: /^Store as a variable in the Console/ }));
    await expect.element(page.getByRole('alert')).toHaveTextContent('The page did not take the variable.');
  });
});

describe('what is looked for', () => {
  it('is marked in the text and the tree of a frame', async () => {
    const { store } = await renderFrames('{"room":"ops","text":"ops and ops"}');
    store.query.text.value = 'ops';
    store.selection.selectFrame(0);
    await expect.poll(() => document.querySelectorAll('.tree mark').length).toBe(3);
    await userEvent.click(page.getByRole('tab', { name: 'Text', exact: true }));
    await expect.element(page.getByText('3 matches')).toBeVisible();
    store.finder.isOpen.value = true;
    store.finder.text.value = 'room';
    await expect.poll(() => document.querySelector('.text mark')?.textContent).toBe('room');
  });
});
