import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/panel/store/store.ts';
import { Shelf } from '../../../src/session/shelf.ts';
import { FakeStore } from '../../session/block-store.ts';
import { FakeHost, type FakePage, type FakeSocket } from '../fake-host.ts';
import { startStore } from '../render.tsx';

const CHAT = 'wss://app.harbor.example/chat';
const told = (sid: string): string => JSON.stringify({ sid });
const says = (sid: string, text: string): string => JSON.stringify({ sid, text });

/** A page that does what a replay asks of it, and a server that greets with an id. */
function atServer(host: FakeHost, page: FakePage, greeting: string) {
  const sent: unknown[] = [];
  const sockets = new Map<number, FakeSocket>();
  const serve = (): void => {
    for (const { message } of host.sent.splice(0)) {
      if (message.type !== 'command') continue;
      const { command } = message;
      if (command.type === 'open') {
        const socket = page.socket(command.url, { source: 'replay', run: command.run });
        sockets.set(socket.connection, socket);
        socket.opens().receives(greeting);
      } else if (command.type === 'send') {
        sent.push(command.payload);
        sockets.get(command.connection)?.sends(command.payload, { source: 'replay' });
      } else if (command.type === 'close') sockets.get(command.connection)?.closes();
      page.tell({ type: 'result', command: command.command });
    }
    page.flush();
  };
  /** Serves until `isSo`. */
  const until = (isSo: () => boolean): Promise<void> =>
    expect
      .poll(() => {
        serve();
        return isSo();
      })
      .toBe(true);
  return { sent, until };
}

/** A page whose chat was handed an id and said it twice; `chat` goes on. */
async function recorded(): Promise<{ host: FakeHost; store: Store; page: FakePage; chat: FakeSocket }> {
  const { host, store } = await startStore(new FakeHost());
  const page = host.page();
  const chat = page.socket(CHAT).opens().receives(told('a1b2c3d4')).sends(says('a1b2c3d4', 'hello'));
  page.flush();
  await expect.poll(() => store.replay.choice.value).not.toBeNull();
  store.replay.pacing.value = 'fast';
  return { host, store, page, chat };
}

const isDone = (store: Store) => (): boolean => store.replay.state.value === 'done';
const problems = (store: Store): string[] => store.problems.list.value.map(({ what }) => what);
const verdicts = (store: Store) => store.replay.comparison.value?.counts;

describe('a replay to the server', () => {
  it('turns Record on, and says so: nothing would be heard without', async () => {
    const { host, store, page } = await recorded();
    store.recording.toggle();
    store.replay.start();
    await atServer(host, page, told('a1b2c3d4')).until(isDone(store));
    expect(store.recording.on.value).toBe(true);
    expect(store.said.value).toContain('Record is on again');
  });

  it('does not begin when it was stopped while values were looked for', async () => {
    const { host, store } = await recorded();
    const { preparing, state } = store.replay;
    host.sent.length = 0;
    store.replay.start();
    expect(preparing.value).toBe('values');
    store.replay.stop();
    store.replay.findValues();
    await expect.poll(() => store.replay.values.list.value.length).toBe(1);
    expect([preparing.value, state.value, host.sent.length]).toEqual([null, 'idle', 0]);
  });
});

describe('values that change', () => {
  it('are looked for before it begins', async () => {
    const { host, store, page } = await recorded();
    store.replay.start();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(isDone(store));
    expect(server.sent).toEqual([says('e5f6a7b8', 'hello')]);
  });

  it('are looked for anew in what was recorded since', async () => {
    const { host, store, page, chat } = await recorded();
    store.replay.findValues();
    await expect.poll(() => store.replay.values.list.value.length).toBe(1);
    chat.sends(says('a1b2c3d4', 'again'));
    page.flush();
    store.replay.start();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(isDone(store));
    expect(server.sent).toEqual([says('e5f6a7b8', 'hello'), says('e5f6a7b8', 'again')]);
  });

  it('are not looked for again in what is as it was', async () => {
    const { store } = await recorded();
    const { values } = store.replay;
    store.replay.findValues();
    await expect.poll(() => values.list.value.length).toBe(1);
    store.replay.findValues();
    await Promise.resolve();
    expect(values.isSearching.value).toBe(false);
  });

  it('leave the live session free to go to the disk once they were found', async () => {
    const { store } = await recorded();
    store.replay.findValues();
    await expect.poll(() => store.replay.values.list.value.length).toBe(1);
    expect(await store.library.live().frames.shelve(new Shelf(new FakeStore()))).toBe(true);
  });

  it('are put where they belong, whatever the target was before', async () => {
    const { host, store } = await startStore(new FakeHost());
    const page = host.page();
    // No part of a replay to the page: there the chat is the first connection.
    const worker = host.page({ top: false, worker: 'dedicated', time: page.time - 1000 });
    worker.socket('wss://app.harbor.example/presence').opens().sends('{"status":"online"}');
    worker.flush();
    const chat = page.socket(CHAT).opens().receives(told('a1b2c3d4'));
    chat.sends(says('a1b2c3d4', 'hello'));
    page.flush();
    const { replay } = store;
    await expect.poll(() => replay.choices.value.at(-1)?.id).toMatch(/ all$/);
    replay.choice.value = replay.choices.value.at(-1)?.id ?? null;
    replay.pacing.value = 'fast';
    replay.target.value = 'page';
    replay.findValues();
    replay.target.value = 'server';
    replay.start();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(isDone(store));
    expect(server.sent).toEqual(['{"status":"online"}', says('e5f6a7b8', 'hello')]);
  });
});

describe('what a replay found', () => {
  it('stays when all is cleared', async () => {
    const { host, store, page } = await recorded();
    store.replay.start();
    await atServer(host, page, told('e5f6a7b8')).until(isDone(store));
    await expect.poll(() => verdicts(store)?.missing).toBe(0);
    store.recording.clear();
    store.replay.setup.ignore.value = 'sid';
    await expect.poll(() => verdicts(store)).toMatchObject({ same: 2, missing: 0 });
  });

  it('has in it what came before and after Clear', async () => {
    const { host, store, page } = await recorded();
    store.replay.pacing.value = 'manual';
    store.replay.start();
    const server = atServer(host, page, told('a1b2c3d4'));
    await server.until(() => store.replay.progress.value.heard === 1);
    store.recording.clear();
    store.replay.step();
    await server.until(() => server.sent.length === 1);
    store.replay.step();
    await server.until(isDone(store));
    await expect.poll(() => verdicts(store)).toMatchObject({ same: 2, missing: 0, extra: 0 });
  });
});

describe('the choice', () => {
  it('is of what there is after Clear, and of nothing where there is nothing', async () => {
    const { store, page, chat } = await recorded();
    const { choice, choices } = store.replay;
    const before = choice.value;
    store.recording.clear();
    expect(choice.value).not.toBe(before);
    expect(choice.value).toBe(choices.value[0]?.id);
    chat.closes();
    page.flush();
    await expect.poll(() => store.library.live().connections[0]?.state).toBe('closed');
    store.recording.clear();
    expect(choice.value).toBeNull();
  });

  it('waits for a replay that is under way', async () => {
    const { host, store, page } = await recorded();
    const { choice, choices } = store.replay;
    store.replay.pacing.value = 'manual';
    store.replay.start();
    const server = atServer(host, page, told('a1b2c3d4'));
    await server.until(() => store.replay.progress.value.heard === 1);
    const before = choice.value;
    store.recording.clear();
    expect(choice.value).toBe(before);
    store.replay.stop();
    await server.until(isDone(store));
    expect(choice.value).toBe(choices.value[0]?.id);
  });

  it('of no connection at all says why it does not begin', async () => {
    const { store } = await recorded();
    store.replay.setup.leftOut.value = new Set([0]);
    store.replay.start();
    expect(problems(store)).toEqual([
      'The replay cannot begin: no connection is chosen that can be replayed.',
    ]);
  });
});
