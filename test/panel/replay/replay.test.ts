import { describe, expect, it } from 'vitest';
import { editKey } from '../../../src/panel/store/replay-setup.ts';
import type { Store } from '../../../src/panel/store/store.ts';
import type { Payload } from '../../../src/protocol/payload.ts';
import { NEWER_FRAMES } from '../../../src/replay/propose-newer.ts';
import { newSession } from '../../../src/session/session.ts';
import { Shelf } from '../../../src/session/shelf.ts';
import { placeholder } from '../../replay/recordings.ts';
import { FakeStore } from '../../session/block-store.ts';
import { FakeHost, type FakePage, type FakeSocket } from '../fake-host.ts';
import { startStore } from '../render.tsx';

const CHAT = 'wss://app.harbor.example/chat';
const told = (sid: string): string => JSON.stringify({ sid });
const says = (sid: string, text: string): string => JSON.stringify({ sid, text });

/** A page that does what a replay asks of it, and a server that greets, such as with an id. */
function atServer(host: FakeHost, page: FakePage, ...greetings: string[]) {
  const sent: unknown[] = [];
  const sockets = new Map<number, FakeSocket>();
  const serve = (): void => {
    for (const { message } of host.sent.splice(0)) {
      if (message.type !== 'command') continue;
      const { command } = message;
      if (command.type === 'open') {
        const socket = page.socket(command.url, { source: 'replay', run: command.run });
        sockets.set(socket.connection, socket);
        socket.opens();
        for (const greeting of greetings) socket.receives(greeting);
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
  /** The server says more on all that is open. */
  const tell = (text: string): void => {
    for (const socket of sockets.values()) socket.receives(text);
    page.flush();
  };
  return { sent, until, tell };
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

  it('has its edits although all is cleared while it is prepared', async () => {
    const { host, store, page } = await recorded();
    const edited = says(placeholder('sid'), 'bye');
    store.replay.setup.edits.value = new Map([[editKey(0, 1), { template: edited }]]);
    store.replay.start();
    expect(store.replay.preparing.value).toBe('values');
    store.recording.clear();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(isDone(store));
    expect(server.sent).toEqual([says('e5f6a7b8', 'bye')]);
    expect(store.replay.preparing.value).toBeNull();
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

  it('are the same in an edit after others were found', async () => {
    const { host, store } = await startStore(new FakeHost());
    const page = host.page();
    const chat = page.socket(CHAT).opens().receives(told('aaaaaa1')).receives(told('bbbbbb2'));
    chat.sends(says('bbbbbb2', 'hello'));
    page.flush();
    const { replay } = store;
    await expect.poll(() => replay.choice.value).not.toBeNull();
    replay.pacing.value = 'fast';
    replay.findValues();
    await expect.poll(() => replay.values.list.value.length).toBe(1);
    replay.setup.edits.value = new Map([[editKey(0, 2), { template: says(placeholder('sid'), 'bye') }]]);
    chat.sends(says('aaaaaa1', 'again'));
    page.flush();
    replay.start();
    const server = atServer(host, page, told('cccccc3'), told('dddddd4'));
    await server.until(isDone(store));
    expect(server.sent).toEqual([says('dddddd4', 'bye'), says('cccccc3', 'again')]);
  });

  it('are as recorded in an edit where their connection is left out', async () => {
    const { host, store } = await startStore(new FakeHost());
    const page = host.page();
    page.socket('wss://app.harbor.example/login').opens().receives(told('a1b2c3d4')).closes();
    page.socket(CHAT).opens().sends(says('a1b2c3d4', 'hello'));
    page.flush();
    const { replay } = store;
    await expect.poll(() => replay.choices.value.at(-1)?.id).toMatch(/ all$/);
    replay.choice.value = replay.choices.value.at(-1)?.id ?? null;
    replay.pacing.value = 'fast';
    replay.findValues();
    await expect.poll(() => replay.values.list.value.length).toBe(1);
    replay.setup.edits.value = new Map([[editKey(1, 0), { template: says(placeholder('sid'), 'bye') }]]);
    replay.setup.leftOut.value = new Set([0]);
    replay.start();
    const server = atServer(host, page, '{}');
    await server.until(isDone(store));
    expect(server.sent).toEqual([says('a1b2c3d4', 'bye')]);
  });

  it('are found for one that is added where the page sent them, on the disk or not', async () => {
    const { store } = await recorded();
    const { values } = store.replay;
    store.replay.findValues();
    await expect.poll(() => values.list.value.length).toBe(1);
    const { frames } = store.library.live();
    const shelf = new Shelf(new FakeStore());
    await frames.shelve(shelf);
    expect(frames.isAway(1)).toBe(true);
    const word = { name: 'word', origin: 'given', what: 'bye', inPlaceOf: 'hello' } as const;
    expect(await values.add(word)).toBeNull();
    expect(values.list.value[0]?.uses).toMatchObject([{ step: 1 }]);
  });

  it('are looked for in the first sends of a newer connection, and not for all that follow', async () => {
    const { store, page } = await recorded();
    const { values } = store.replay;
    const newer = page.socket(CHAT).opens();
    /** Whether they are looked for once more after `count` sends. */
    const searches = async (count: number, payload: Payload): Promise<boolean> => {
      for (let index = 0; index < count; index++) newer.sends(payload);
      page.flush();
      store.replay.findValues();
      await Promise.resolve();
      const { value } = values.isSearching;
      await expect.poll(() => values.isSearching.value).toBe(false);
      return value;
    };
    expect(await searches(NEWER_FRAMES - 1, 'ping')).toBe(true);
    expect(await searches(NEWER_FRAMES, new ArrayBuffer(1))).toBe(false);
    expect(await searches(1, 'ping')).toBe(true);
    expect(await searches(1, 'ping')).toBe(false);
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

  it('has in it what comes late, while another session is looked at', async () => {
    const { host, store, page } = await recorded();
    store.replay.start();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(isDone(store));
    store.library.open(newSession('file', 'a file', 'imported', 0));
    server.tell('late');
    await expect.poll(() => verdicts(store)).toMatchObject({ same: 2, extra: 1 });
    server.tell('later');
    await expect.poll(() => verdicts(store)).toMatchObject({ same: 2, extra: 2 });
  });

  it('does not miss what was recorded since it began', async () => {
    const { host, store, page, chat } = await recorded();
    store.replay.start();
    await atServer(host, page, told('e5f6a7b8')).until(isDone(store));
    await expect.poll(() => verdicts(store)?.same).toBe(2);
    chat.sends(says('a1b2c3d4', 'again'));
    page.flush();
    const before = store.replay.comparison.value;
    store.replay.setup.ignore.value = 'none';
    await expect.poll(() => store.replay.comparison.value).not.toBe(before);
    expect(verdicts(store)).toMatchObject({ same: 2, missing: 0 });
  });

  it('has each frame as it went out, with the value of that time', async () => {
    const { host, store } = await startStore(new FakeHost());
    const page = host.page();
    page.socket(CHAT).opens().receives(told('a1b2c3d4')).sends('a1b2c3d4 hello').closes();
    page.flush();
    const { replay } = store;
    await expect.poll(() => replay.choice.value).not.toBeNull();
    replay.findValues();
    await expect.poll(() => replay.values.list.value.length).toBe(1);
    await replay.values.add({ name: 'latest', origin: 'json', what: 'sid', inPlaceOf: 'a1b2c3d4' });
    replay.pacing.value = 'manual';
    replay.start();
    const server = atServer(host, page, told('e5f6a7b8'));
    await server.until(() => replay.progress.value.heard === 1);
    replay.step();
    await server.until(() => server.sent.length === 1);
    server.tell(told('quite-another-9'));
    await server.until(() => replay.progress.value.heard === 2);
    replay.step();
    await server.until(isDone(store));
    expect(server.sent).toEqual(['e5f6a7b8 hello']);
    await expect.poll(() => verdicts(store)).toMatchObject({ same: 2, missing: 0, extra: 1 });
  });

  it('is reported without reading what else there is back from the disk', async () => {
    const { host, store } = await startStore(new FakeHost());
    const page = host.page();
    page
      .socket('wss://app.harbor.example/feed')
      .opens()
      .receives('x'.repeat(2 ** 21))
      .closes();
    page.socket(CHAT).opens().receives(told('a1b2c3d4')).sends(says('a1b2c3d4', 'hello'));
    page.flush();
    const { replay } = store;
    await expect.poll(() => replay.choices.value.length).toBe(3);
    replay.choice.value = replay.choices.value[1]?.id ?? null;
    const disk = new FakeStore();
    await store.library.live().frames.shelve(new Shelf(disk));
    replay.pacing.value = 'fast';
    replay.start();
    await atServer(host, page, told('e5f6a7b8')).until(isDone(store));
    replay.report('json');
    await expect.poll(() => host.downloads.length).toBe(1);
    expect([store.library.live().frames.isAway(0), disk.reads]).toEqual([true, 0]);
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
