import { describe, expect, it } from 'vitest';
import { nextOfName } from '../../../src/panel/frames/next-of-name.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { SHELF_BYTES } from '../../../src/session/frame-table.ts';
import { newSession, type Session } from '../../../src/session/session.ts';
import { Shelf } from '../../../src/session/shelf.ts';
import { FakeStore } from '../../session/block-store.ts';

function sessionOf(names: readonly string[]): Session {
  const session = newSession('s', 's', 'live', 0);
  session.connections.push(newConnection(0, 'wss://app.harbor.example/', 0));
  for (const [time, name] of names.entries())
    session.frames.append({
      connection: 0,
      seq: time + 1,
      time,
      direction: 'received',
      shape: 'string',
      size: SHELF_BYTES,
      payload: JSON.stringify({ type: name }),
      source: 'wire',
    });
  return session;
}

/** Rows of all its frames. */
const rowsOf = ({ frames }: Session, run = () => 0) => ({
  length: frames.length,
  get run() {
    return run();
  },
  frameAt: (row: number) => row,
  rowOf: (frame: number) => frame,
});

/** Each frame is in a block of its own. */
async function onDisk(names: readonly string[]): Promise<Session> {
  const session = sessionOf(names);
  const shelf = new Shelf(new FakeStore());
  while (await session.frames.shelve(shelf));
  return session;
}

const NAMES = ['join', 'move', 'chat', 'move', 'join'];

describe('the next frame of a name', () => {
  it('is found both ways', async () => {
    const session = sessionOf(NAMES);
    expect(await nextOfName(session, rowsOf(session), 0, 1, () => true)).toBe(4);
    expect(await nextOfName(session, rowsOf(session), 3, -1, () => true)).toBe(1);
    expect(await nextOfName(session, rowsOf(session), 2, 1, () => true)).toBeNull();
  });

  it('is found on the disk, from there', async () => {
    const session = await onDisk(NAMES);
    expect(session.frames.isAway(4)).toBe(true);
    expect(await nextOfName(session, rowsOf(session), 0, 1, () => true)).toBe(4);
    expect(await nextOfName(session, rowsOf(session), 3, -1, () => true)).toBe(1);
  });

  it('is told to nobody where something else was chosen while it was read from the disk', async () => {
    const session = await onDisk(NAMES);
    expect(await nextOfName(session, rowsOf(session), 0, 1, () => false)).toBeNull();
  });

  it('is told to nobody where the table shows others by then', async () => {
    const session = await onDisk(NAMES);
    let run = 0;
    const rows = rowsOf(session, () => run++);
    expect(await nextOfName(session, rows, 0, 1, () => true)).toBeNull();
  });
});
