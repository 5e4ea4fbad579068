import { type Signal, signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { useInView } from '../../src/panel/views/use-payload.ts';
import { newSession, type Session } from '../../src/session/session.ts';
import { Shelf } from '../../src/session/shelf.ts';
import { FakeStore } from '../session/block-store.ts';
import { painted, renderView, startStore } from './render.tsx';

/** A disk that answers when it is told to. */
class SlowStore extends FakeStore {
  readonly #turn = Promise.withResolvers<void>();
  readonly go = this.#turn.resolve;

  override async get(at: number, length: number): Promise<Uint8Array> {
    const block = await super.get(at, length);
    await this.#turn.promise;
    return block;
  }
}

/** A session of `count` frames, each in a block of its own on `disk`. */
async function sessionOn(disk: FakeStore, count: number): Promise<Session> {
  const session = newSession('file', 'a file', 'imported', 0);
  const shelf = new Shelf(disk);
  const frame = { connection: 0, time: 0, direction: 'received', shape: 'string', source: 'wire' } as const;
  for (let seq = 1; seq <= count; seq++) {
    session.frames.append({ ...frame, seq, size: 1, payload: 'a' });
    await session.frames.shelve(shelf);
  }
  return session;
}

function Rows({ session, shown }: { session: Session; shown: Signal<number[]> }) {
  useInView(session, shown.value);
  return <p>{shown.value.map((frame) => session.frames.payload(frame) ?? '?')}</p>;
}

it('rows that come between others while those are read back are read back as well', async () => {
  const { store } = await startStore();
  const disk = new SlowStore();
  const session = await sessionOn(disk, 4);
  const shown = signal([0, 1, 3]);
  renderView(store, <Rows session={session} shown={shown} />);
  await expect.poll(() => disk.reads).toBe(3);
  shown.value = [0, 2, 3];
  await painted();
  disk.go();
  await expect.poll(() => document.querySelector('p')?.textContent).toBe('aaa');
});
