import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageRequest } from '../../../src/handshake/fallback.ts';
import type { Host } from '../../../src/panel/host.ts';
import { ASK_EVERY_MS, ASK_PATIENCE_MS, createPageRequests } from '../../../src/panel/store/page-requests.ts';

const request = (time: number): PageRequest => ({ url: 'http://127.0.0.1/poll', time });

let told: PageRequest[];
const host = { pageRequests: async () => told } as Partial<Host> as Host;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('knows the requests of the page that is there now, be they as many as those of the page before', async () => {
  const requests = createPageRequests(host);
  told = [request(1), request(2)];
  const end = requests.watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(requests.known.value).toEqual(told);
  told = [request(11), request(12)];
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
  expect(requests.known.value).toEqual(told);
  end();
});

it('says nothing anew where no request has been made', async () => {
  const requests = createPageRequests(host);
  told = [request(1)];
  const end = requests.watch();
  await vi.advanceTimersByTimeAsync(0);
  const { value } = requests.known;
  told = [request(1)];
  await vi.advanceTimersByTimeAsync(ASK_EVERY_MS);
  expect(requests.known.value).toBe(value);
  end();
});

it('asks anew where a page went away without an answer', async () => {
  let asked = 0;
  const pageRequests = (): Promise<PageRequest[]> =>
    asked++ ? Promise.resolve(told) : new Promise(() => {});
  told = [request(1)];
  const requests = createPageRequests({ pageRequests } as Partial<Host> as Host);
  const end = requests.watch();
  await vi.advanceTimersByTimeAsync(ASK_PATIENCE_MS + ASK_EVERY_MS);
  expect(requests.known.value).toEqual(told);
  end();
});
