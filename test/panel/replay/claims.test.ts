import { describe, expect, it } from 'vitest';
import { createClaims } from '../../../src/panel/replay/claims.ts';
import { framesOf } from '../../../src/panel/replay/recording-of.ts';
import { createLibrary, type Library } from '../../../src/panel/store/library.ts';
import type { CaptureEvent } from '../../../src/protocol/event.ts';
import { carryOver, keepDocuments } from '../../../src/session/carry-over.ts';
import { record } from '../../../src/session/record.ts';
import { Shelf } from '../../../src/session/shelf.ts';
import { closed, frames, NOON, open, opening } from '../../protocol/events.ts';
import { FakeStore } from '../../session/block-store.ts';

/** A replay's connection number 1 of the document `page`, with three frames. */
function replayed() {
  const scheduler = { frame() {}, soon() {}, later() {}, now: () => 0 };
  const library = createLibrary(scheduler, () => NOON);
  const claims = createClaims(library);
  happen(library, opening());
  claims.claim(0, 'page', 1);
  happen(library, open(), ...frames(1, 3));
  const found = (): unknown[] => {
    const side = claims.find(0);
    if (!side) return [];
    const { session, connection } = side;
    return [...framesOf(session, connection)].map((row) => session.frames.payload(row));
  };
  return { library, claims, found };
}

function happen(library: Library, ...events: CaptureEvent[]): void {
  for (const event of events) record(library.live(), 'page', event);
}

const clear = (library: Library): void =>
  library.replaceLive(carryOver(library.live(), `${library.live().id}+`, NOON));

describe('what came on a track', () => {
  it('stays known when all is cleared after the connection ended', () => {
    const { library, claims, found } = replayed();
    happen(library, closed());
    clear(library);
    expect(found()).toEqual(['#1', '#2', '#3']);
    expect(claims.find(0)?.connection.closed?.code).toBe(1000);
  });

  it('goes on after Clear', () => {
    const { library, claims, found } = replayed();
    clear(library);
    happen(library, ...frames(4, 5));
    clear(library);
    happen(library, ...frames(6, 6), closed());
    expect(found()).toEqual(['#1', '#2', '#3', '#4', '#5', '#6']);
    expect(claims.find(0)?.connection).toMatchObject({ opened: NOON + 1, closed: { code: 1000 } });
    expect(claims.pieces().map(({ session }) => session.frames.length)).toEqual([3, 2, 1]);
  });

  it('counts once where a navigation leaves a copy of it', () => {
    const { library, found } = replayed();
    library.replaceLive(keepDocuments(library.live(), new Set(['page']), 'next', NOON));
    happen(library, ...frames(4, 4));
    expect(found()).toEqual(['#1', '#2', '#3', '#4']);
  });

  it('is nothing before there is a connection', () => {
    expect(replayed().claims.find(1)).toBeNull();
  });

  it('stays in memory until nobody asks any more', async () => {
    const { library, claims } = replayed();
    const shelf = new Shelf(new FakeStore());
    const { frames: table } = library.live();
    expect(await table.shelve(shelf)).toBe(false);
    claims.dispose();
    expect(await table.shelve(shelf)).toBe(true);
  });
});
