import { describe, expect, it } from 'vitest';
import { startStore } from './render.tsx';

const line = (fields: object): string => JSON.stringify(fields);

/** A session of one connection and `count` text frames. */
function fileOf(count: number, name = 'many.jsonl'): File {
  const head = [
    line({ format: 'framereel', version: 1, name: 'Many', started: 0, connections: 1, frames: count }),
    line({ type: 'opening', connection: 1, time: 0, url: 'wss://app.harbor.example/', protocols: [] }),
    line({ type: 'open', connection: 1, time: 1, protocol: '', extensions: '' }),
  ];
  const frames = Array.from({ length: count }, (_, at) =>
    line({ type: 'frame', connection: 1, seq: at + 1, time: at, direction: 'received', text: `frame ${at}` }),
  );
  const end = line({ type: 'end', lines: count + 3 });
  return new File([[...head, ...frames, end, ''].join('\n')], name);
}

describe('a file', () => {
  it('is read in a worker, and whole', async () => {
    const { store } = await startStore();
    await store.files.importFiles([fileOf(40_000)]);
    const { frames, kind, connections } = store.library.active.value;
    expect([kind, frames.length, connections.length]).toEqual(['imported', 40_000, 1]);
    for (const row of [0, 16_383, 16_384, 39_999]) expect(frames.payload(row)).toBe(`frame ${row}`);
    expect(frames.resident).toBe(frames.bytes);
    expect(store.problems.list.value).toEqual([]);
    expect(store.files.progress.value).toBeNull();
  });

  it('tells what is wrong with it', async () => {
    const { store } = await startStore();
    await store.files.importFiles([new File(['nothing of ours'], 'notes.txt')]);
    expect(store.library.sessions.value).toHaveLength(1);
    expect(store.problems.list.value[0]?.what).toMatch(/^notes\.txt was not opened/);
  });

  it('is not opened when the reading is cancelled', async () => {
    const { store } = await startStore();
    const reading = store.files.importFiles([fileOf(200_000), fileOf(10, 'next.jsonl')]);
    await expect.poll(() => store.files.progress.value?.label).toBe('Reading many.jsonl');
    store.files.cancel();
    await reading;
    expect(store.library.sessions.value).toHaveLength(1);
    expect(store.problems.list.value).toEqual([]);
    expect(store.files.progress.value).toBeNull();
  });

  it('waits for the one that is being read', async () => {
    const { store } = await startStore();
    const first = store.files.importFiles([fileOf(40_000)]);
    const second = store.files.importFiles([fileOf(10, 'next.jsonl')]);
    await Promise.all([first, second]);
    expect(store.library.sessions.value.map(({ frames }) => frames.length)).toEqual([0, 40_000, 10]);
    expect(store.problems.list.value).toEqual([]);
    expect(store.files.progress.value).toBeNull();
  });

  it('is read when the one before it is cancelled', async () => {
    const { store } = await startStore();
    const first = store.files.importFiles([fileOf(200_000)]);
    const second = store.files.importFiles([fileOf(10, 'next.jsonl')]);
    await expect.poll(() => store.files.progress.value?.label).toBe('Reading many.jsonl');
    store.files.cancel();
    await Promise.all([first, second]);
    expect(store.library.sessions.value.map(({ frames }) => frames.length)).toEqual([0, 10]);
  });
});

describe('an export', () => {
  it('is of the session and the frames that were chosen, whatever is opened before its turn', async () => {
    const { host, store } = await startStore();
    const document = host.page();
    document.socket('wss://app.harbor.example/').opens().sends('first').sends('second');
    document.flush();
    await expect.poll(() => store.rows.length).toBe(2);
    const reading = store.files.importFiles([fileOf(40_000)]);
    const whole = store.files.exportSession('jsonl', { sensitive: false });
    store.query.text.value = 'second';
    await expect.poll(() => store.rows.scanned.value === 2 && store.rows.length).toBe(1);
    const shown = store.files.exportSession('jsonl', { sensitive: false, part: 'shown' });
    await Promise.all([reading, whole, shown]);
    expect(store.problems.list.value).toEqual([]);
    const texts = await Promise.all(host.downloads.map(({ content }) => content.text()));
    expect(texts.map((text) => text.match(/"text":"[^"]*"/g))).toEqual([
      ['"text":"first"', '"text":"second"'],
      ['"text":"second"'],
    ]);
  });
});

describe('a HAR', () => {
  const har = (creator: string, ...sockets: object[]): File => {
    const entries = sockets.map((more) => ({
      _resourceType: 'websocket',
      startedDateTime: '2026-01-02T03:04:05.000Z',
      request: { method: 'GET', url: 'wss://app.harbor.example/', headers: [] },
      response: { status: 101, statusText: '', headers: [] },
      ...more,
    }));
    const text = JSON.stringify({
      log: { version: '1.2', creator: { name: creator, version: '1' }, entries },
    });
    return new File([text], 'app.har');
  };
  const message = (opcode: number, data: string) => ({ type: 'send', time: 1_767_323_045, opcode, data });

  it.each([
    [
      'of Firefox, which has no messages',
      har('Firefox', {}),
      'This HAR lists WebSockets but has no messages',
    ],
    [
      'with a Blob that Chrome does not save',
      har('WebInspector', { _webSocketMessages: [message(1, 'hi'), message(2, '')] }),
      'Chrome does not save what a page sends as a Blob',
    ],
    [
      'with a ping in it',
      har('Other', { _webSocketMessages: [message(1, 'hi'), message(9, 'cGluZw==')] }),
      '1 × ',
    ],
  ])('%s is not damaged, and not all there is', async (_, file, words) => {
    const { store } = await startStore();
    await store.files.importFiles([file]);
    expect(store.library.sessions.value).toHaveLength(2);
    const [problem, ...others] = store.problems.list.value;
    expect(others).toEqual([]);
    expect(problem?.what).toMatch(/^app\.har: /);
    expect(problem?.what).toContain(words);
    expect(problem?.todo).toBe('What else the file has is open.');
  });

  it('lists all that it leaves unsaid', async () => {
    const { store } = await startStore();
    const untimed = { ...message(1, 'hi'), time: -1 };
    await store.files.importFiles([
      har('Other', { _webSocketMessages: [untimed] }, { _webSocketMessages: [untimed] }),
    ]);
    const [problem] = store.problems.list.value;
    expect(problem?.what).toMatch(/^app\.har: .* \(and 1 more notice\)$/);
    expect(problem?.todo).toBe('Everything else is as it was recorded.');
    expect(problem?.details).toHaveLength(2);
  });
});
