import { describe, expect, it } from 'vitest';
import { createServerSocket } from '../../../src/panel/replay/server-socket.ts';
import type { Order, Recording } from '../../../src/panel/store/recording.ts';
import type { CaptureEvent, ResultEvent } from '../../../src/protocol/event.ts';
import type { SocketListener } from '../../../src/replay/socket.ts';
import { closed, documentInfo, left, open, opening } from '../../protocol/events.ts';

const CLOSING = { code: 1000, reason: '', wasClean: true };
const RUN = 'run-1';

/** A socket whose page does nothing but what the test says. */
function atPage() {
  const orders: Order[] = [];
  const answers: ((result: ResultEvent) => void)[] = [];
  const heard: string[] = [];
  const claimed: [string, number][] = [];
  const watchers = new Set<(key: string, event: CaptureEvent) => void>();
  const recording = {
    documentOf: () => documentInfo('page'),
    orderDocument(_key: string, order: Order) {
      orders.push(order);
      return new Promise<ResultEvent>((resolve) => answers.push(resolve));
    },
    watch(watcher: (key: string, event: CaptureEvent) => void) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  } as unknown as Recording;
  const listener: SocketListener = {
    onArrived: () => heard.push('arrived'),
    onOpen: () => heard.push('open'),
    onFrame: () => heard.push('frame'),
    onClosed: (code) => heard.push(`closed ${code}`),
    onFailed: ({ code }) => heard.push(code),
  };
  const socket = createServerSocket(recording, '', RUN, listener, (...of) => claimed.push(of));
  const done: string[] = [];
  const settled = (what: string) => (problem: { code: string } | null) =>
    void done.push(`${what} ${problem?.code ?? 'done'}`);
  return {
    socket,
    heard,
    claimed,
    done,
    watchers,
    settled,
    /** what the page was asked to close, by its number */
    closes: () => orders.flatMap((order) => (order.type === 'close' ? [order.connection] : [])),
    open: () => socket.open({ url: 'wss://chat.harbor.example/', protocols: [] }, settled('open')),
    tell(event: CaptureEvent) {
      for (const watcher of [...watchers]) watcher('page', event);
    },
    async answer(result: Partial<ResultEvent>) {
      answers.shift()?.({ type: 'result', command: 1, ...result });
      await Promise.resolve();
    },
  };
}

const openingOf = (connection: number): CaptureEvent =>
  ({ ...opening(connection), source: 'replay', run: RUN }) as CaptureEvent;

describe('a connection that the page opens for a replay', () => {
  it('is closed although Stop came before the page told of it', () => {
    const page = atPage();
    page.open();
    page.socket.close(CLOSING, page.settled('close'));
    expect(page.closes()).toEqual([]);
    page.tell(openingOf(7));
    expect(page.closes()).toEqual([7]);
  });

  it('is closed where nobody records it: the answer says which it is', async () => {
    const page = atPage();
    page.open();
    await page.answer({ connection: 7 });
    page.socket.close(CLOSING, page.settled('close'));
    expect(page.closes()).toEqual([7]);
    expect(page.claimed).toEqual([['page', 7]]);
  });

  it('is closed where a page in a debugger opens it after it was given up', async () => {
    const page = atPage();
    page.open();
    await page.answer({ error: { code: 'NO_CONNECTION', message: 'gone' } });
    page.socket.close(CLOSING, page.settled('close'));
    page.tell(openingOf(7));
    expect(page.closes()).toEqual([7]);
  });

  it('goes on as ever where both tell of it', async () => {
    const page = atPage();
    page.open();
    page.tell(openingOf(7));
    await page.answer({ connection: 7 });
    page.tell(open(7));
    page.tell(closed(7));
    expect(page.heard).toEqual(['open', 'closed 1000']);
    expect(page.done).toEqual(['open done']);
    expect(page.watchers.size).toBe(0);
  });
});

describe('a connection that the page does not open', () => {
  it('needs no close where the browser refused it', async () => {
    const page = atPage();
    page.open();
    page.socket.close(CLOSING, page.settled('close'));
    await page.answer({ error: { code: 'REFUSED', message: 'no' } });
    expect(page.done).toEqual(['close done', 'open REFUSED']);
    expect(page.closes()).toEqual([]);
    expect(page.watchers.size).toBe(0);
  });

  it('fails where the page goes before', () => {
    const page = atPage();
    page.open();
    page.tell(left([]));
    expect(page.heard).toEqual(['PAGE_LEFT']);
  });
});
