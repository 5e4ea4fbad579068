import { beforeEach, describe, expect, it } from 'vitest';
import { createOutbox, FLUSH_BYTES, FLUSH_EVENTS, type Outbox } from '../../src/page/outbox.ts';
import type { FromPage, PageEvent } from '../../src/protocol/private-port.ts';
import { UP_EVENT } from '../../src/protocol/rendezvous.ts';
import { unpack } from '../../src/protocol/run.ts';
import { frame, frames } from '../protocol/events.ts';

/** As the other world has it. */
const clone = (up: Event) => structuredClone((up as MessageEvent<FromPage>).data.events);

const event = (time = 0): PageEvent => ({ type: 'error', connection: 1, time });

describe('the outbox', () => {
  let port: MessagePort;
  let batches: { events: number; history: boolean | undefined }[];
  let orphaned: number;
  let outbox: Outbox;

  const take = (up: Event): void => {
    up.preventDefault();
    const { events, history } = (up as MessageEvent<FromPage>).data;
    batches.push({ events: events.length, history });
  };

  beforeEach(() => {
    port = new MessageChannel().port1;
    batches = [];
    orphaned = 0;
    port.addEventListener(UP_EVENT, take);
    outbox = createOutbox(
      port,
      () => {},
      () => orphaned++,
    );
  });

  it('hands over within a moment, in one batch', async () => {
    for (let count = 0; count < 10; count++) outbox.put(event(), 0);
    expect(batches).toEqual([]);
    await expect.poll(() => batches).toEqual([{ events: 10, history: false }]);
  });

  it('hands over at once when there are many, or they are large', () => {
    for (let count = 0; count < FLUSH_EVENTS; count++) outbox.put(event(), 0);
    expect(batches).toEqual([{ events: FLUSH_EVENTS, history: false }]);
    outbox.put(event(), FLUSH_BYTES);
    expect(batches.length).toBe(2);
  });

  it('hands over at once while the page leaves', async () => {
    outbox.put(event(), 0);
    outbox.leave();
    outbox.put(event(), 0);
    expect(batches).toEqual([
      { events: 1, history: false },
      { events: 1, history: false },
    ]);
  });

  it('puts a history into a batch of its own, be it empty', () => {
    outbox.put(event(), 0);
    outbox.history(() => {
      for (let count = 0; count < FLUSH_EVENTS + 1; count++) outbox.put(event(), 0);
    });
    outbox.history(() => {});
    expect(batches).toEqual([
      { events: 1, history: false },
      { events: FLUSH_EVENTS + 1, history: true },
      { events: 0, history: true },
    ]);
  });

  it('tells text that follows upon text as a run, up to a batch of them', () => {
    const handed: unknown[] = [];
    port.addEventListener(UP_EVENT, (up) => handed.push(clone(up)));
    const before = frames(1, 3);
    const notKept = frame(4, undefined, { payload: undefined, size: 9, omitted: 'not-kept' });
    for (const one of before) outbox.put(one, 2);
    outbox.put(notKept, 0);
    for (const one of frames(5, FLUSH_EVENTS)) outbox.put(one, 2);
    expect(handed).toMatchObject([[{ type: 'run', seq: 1 }, notKept, { type: 'run', seq: 5 }]]);
    expect(unpack(handed[0] as [])).toEqual([...before, notKept, ...frames(5, FLUSH_EVENTS)]);
  });

  it('notices that nobody takes its batches', () => {
    port.removeEventListener(UP_EVENT, take);
    outbox.put(event(), 0);
    outbox.flush();
    expect(orphaned).toBe(1);
  });

  it('hands over though the page clears every timer', async () => {
    outbox.put(event(), 0);
    for (let id = window.setTimeout(() => {}, 0); id > 0; id--) clearTimeout(id);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect.poll(() => batches.length).toBe(1);
  });
});
