import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Payload } from '../../src/protocol/payload.ts';
import { FrameTable, SHELF_BYTES } from '../../src/session/frame-table.ts';
import { NEAR_BLOCKS, Shelf } from '../../src/session/shelf.ts';
import { FakeStore } from './block-store.ts';

let table: FrameTable;
let store: FakeStore;
let shelf: Shelf;

beforeEach(() => {
  table = new FrameTable();
  store = new FakeStore();
  shelf = new Shelf(store);
});

function append(
  payload: Payload | null,
  rest: { omitted?: 'budget'; pending?: boolean; size?: number } = {},
) {
  const length = typeof payload === 'string' ? payload.length : (payload?.byteLength ?? 0);
  const { size = length, ...flags } = rest;
  const shape = typeof payload === 'string' ? 'string' : 'ArrayBuffer';
  const row = { connection: 0, seq: table.length + 1, time: 0, direction: 'sent', source: 'wire' } as const;
  return table.append({ ...row, shape, size, payload, ...flags });
}

/** `count` payloads of half a block. */
function fill(count: number): void {
  for (let index = 0; index < count; index++) append(`${index} `.padEnd(SHELF_BYTES / 2, 'x'));
}

const begin = (row: number): string | undefined => (table.payload(row) as string | null)?.split(' ')[0];

describe('payloads that leave memory', () => {
  it('are the oldest, about a block of them', async () => {
    fill(5);
    expect(await table.shelve(shelf)).toBe(true);
    expect([0, 1, 2, 3, 4].map((row) => table.isAway(row))).toEqual([true, true, false, false, false]);
    expect(table.resident).toBe(1.5 * SHELF_BYTES);
    expect(table.bytes).toBe(2.5 * SHELF_BYTES);
  });

  it('are all of them in the end, and then no more', async () => {
    fill(3);
    const moved = [await table.shelve(shelf), await table.shelve(shelf), await table.shelve(shelf)];
    expect(moved).toEqual([true, true, false]);
    expect(table.resident).toBe(0);
  });

  it('are null until they are brought, and then what they were', async () => {
    fill(3);
    await table.shelve(shelf);
    expect(table.payload(0)).toBeNull();
    expect(table.omitted(0)).toBeNull();
    await table.bring(1);
    expect([0, 1].map(begin)).toEqual(['0', '1']);
    expect(table.isAway(0)).toBe(false);
  });

  it('leave again when others were asked for, and can be brought again', async () => {
    fill(2 * (NEAR_BLOCKS + 1));
    while (await table.shelve(shelf));
    for (let row = 0; row < table.length; row += 2) await table.bring(row);
    expect(table.isAway(0)).toBe(true);
    expect(table.isAway(2)).toBe(false);
    await table.bring(0);
    expect(begin(0)).toBe('0');
  });

  it('stay while somebody looks at them', async () => {
    fill(2 * (NEAR_BLOCKS + 3));
    while (await table.shelve(shelf));
    await table.look([0, 1]);
    for (let row = 2; row < table.length; row += 2) await table.bring(row);
    expect(begin(0)).toBe('0');
    await table.look([4]);
    await table.bring(6);
    expect(table.isAway(0)).toBe(true);
  });

  it('are read once however many ask', async () => {
    fill(2);
    await table.shelve(shelf);
    await Promise.all([table.bring(0), table.bring(1), table.look([0])]);
    expect(store.reads).toBe(1);
  });

  it('are in memory for good once they are recalled', async () => {
    fill(2 * (NEAR_BLOCKS + 3));
    while (await table.shelve(shelf));
    await table.recall([0, 3]);
    for (let row = 4; row < table.length; row += 2) await table.bring(row);
    expect([table.isAway(0), table.isAway(1)]).toEqual([false, true]);
    expect(begin(3)).toBe('3');
    expect(table.resident).toBe(SHELF_BYTES);
  });

  it('count once where two recall them at the same time', async () => {
    fill(2);
    await table.shelve(shelf);
    await Promise.all([table.recall([0, 1]), table.recall([0, 1])]);
    expect(table.resident).toBe(SHELF_BYTES);
  });

  it('stay where all are needed at once', async () => {
    fill(2);
    table.hold();
    expect(await table.shelve(shelf)).toBe(false);
    expect(begin(0)).toBe('0');
  });

  it('stay where all are needed at once while they are on their way', async () => {
    fill(2);
    const { resident } = table;
    const moving = table.shelve(shelf);
    table.hold();
    expect(await moving).toBe(false);
    expect([table.isAway(0), begin(0), table.resident]).toEqual([false, '0', resident]);
  });
});

describe('what there is no payload of', () => {
  it('is said as before', async () => {
    append(null, { omitted: 'budget', size: 9 });
    append('text');
    await table.shelve(shelf);
    expect([table.isAway(0), table.hasPayload(0), table.omitted(0)]).toEqual([false, false, 'budget']);
    expect(table.isAway(1)).toBe(true);
  });

  it('may still come, and is then in memory', async () => {
    append(null, { pending: true, size: 4 });
    append('text');
    await table.shelve(shelf);
    expect(table.isAway(0)).toBe(false);
    table.settle(0, new ArrayBuffer(4), undefined);
    expect(table.payload(0)).toEqual(new ArrayBuffer(4));
    expect(table.resident).toBe(4);
  });

  it('may come while the others are on their way', async () => {
    append(null, { pending: true, size: 4 });
    append('text');
    const moving = table.shelve(shelf);
    table.settle(0, new ArrayBuffer(4), undefined);
    append('more');
    await moving;
    expect(table.payload(0)).toEqual(new ArrayBuffer(4));
    expect([table.isAway(1), table.payload(2)]).toEqual([true, 'more']);
  });
});

describe('a store that fails', () => {
  it('changes nothing where it takes nothing', async () => {
    fill(2);
    store.failure = new Error('The disk is full.');
    await expect(table.shelve(shelf)).rejects.toThrow('full');
    expect([begin(0), table.resident]).toEqual(['0', SHELF_BYTES]);
  });

  it('loses what it does not give back, and that is said', async () => {
    fill(4);
    await table.shelve(shelf);
    store.failure = new Error('The file is gone.');
    await table.bring(0);
    expect([table.isAway(0), table.omitted(0), table.payload(0)]).toEqual([false, 'disk', null]);
    await table.look([1, 2]);
    expect([table.omitted(1), table.omitted(2)]).toEqual(['disk', null]);
  });
});

it('what is handed to another page is what was in memory; the rest is said to be lost', async () => {
  fill(4);
  while (await table.shelve(shelf));
  await table.bring(0);
  const other = FrameTable.fromData(structuredClone(table.toData()));
  expect((other.payload(1) as string).slice(0, 1)).toBe('1');
  expect([other.payload(2), other.omitted(2), other.isAway(2)]).toEqual([null, 'disk', false]);
});

it('whatever is asked for in whatever order is what was appended', async () => {
  const payload = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.slice().buffer),
  );
  const act = fc.record({
    do: fc.constantFrom('append', 'shelve', 'bring', 'look', 'recall'),
    row: fc.nat(60),
    payload,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (acts) => {
      table = new FrameTable();
      store = new FakeStore();
      shelf = new Shelf(store);
      const expected: Payload[] = [];
      for (const { do: what, row, payload } of acts) {
        if (what === 'append') {
          append(payload);
          expected.push(payload);
        } else if (what === 'shelve') await table.shelve(shelf);
        else if (row < table.length) await (what === 'bring' ? table.bring(row) : table[what]([row]));
      }
      for (const [row, payload] of expected.entries()) {
        await table.bring(row);
        expect(table.payload(row)).toEqual(payload);
      }
      expect(table.resident).toBeLessThanOrEqual(table.bytes);
    }),
  );
});
