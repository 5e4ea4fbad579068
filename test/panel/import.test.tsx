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
});
