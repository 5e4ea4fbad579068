import { afterEach, beforeEach, expect, it } from 'vitest';
import { tapWorkers } from '../../src/page/tapped-workers.ts';
import type { MadeWorker } from '../../src/protocol/worker-tap.ts';

const SCRIPT = 'postMessage([typeof framereelPlace, globalThis.tapped, self.name])';
const { createObjectURL, revokeObjectURL } = URL;
const NativeWorker = Worker;

let told: MadeWorker[];
let forbidden: string[];

beforeEach(() => {
  told = [];
  forbidden = [];
  tapWorkers({
    tap: 'globalThis.tapped=framereelPlace.home',
    base: () => document.baseURI,
    tell: (made) => told.push(made),
    forbidden: (directive) => forbidden.push(directive),
  });
});
afterEach(() => {
  Object.assign(globalThis, { Worker: NativeWorker });
  Object.assign(URL, { createObjectURL, revokeObjectURL });
  NativeWorker.prototype.constructor = NativeWorker;
});

const blobUrl = (): string => URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' }));

/** What a worker says first. */
const said = (worker: Worker): Promise<unknown> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => reject(new Error(event.message));
  });

it.each(['classic', 'module'] as const)(
  'runs the tap before a %s worker’s own script, and leaves no name',
  async (type) => {
    const url = blobUrl();
    expect(await said(new Worker(url, { type, name: 'mine' }))).toEqual(['undefined', url, 'mine']);
    expect(told).toEqual([{ url, kind: 'dedicated', channel: expect.stringMatching(/^framereel_\d+_\d+$/) }]);
    expect(forbidden).toEqual([]);
  },
);

it('gives each worker a channel of its own', () => {
  const url = blobUrl();
  for (let turn = 0; turn < 2; turn++) new Worker(url).terminate();
  expect(new Set(told.map(({ channel }) => channel)).size).toBe(2);
});

it('reads the options once, in the browser’s own order', () => {
  const read: string[] = [];
  const options = {
    get type() {
      read.push('type');
      return 'classic' as const;
    },
    get name() {
      read.push('name');
      return 'mine';
    },
    get credentials() {
      read.push('credentials');
      return undefined;
    },
  };
  new Worker(blobUrl(), options).terminate();
  expect(read).toEqual(['credentials', 'name', 'type']);
});

it.each([
  ['a data: URL', () => `data:text/javascript,${encodeURIComponent(SCRIPT)}`],
  ['an object that is no URL', () => ({ toString: () => blobUrl() }) as unknown as string],
])('leaves a worker of %s alone', async (_what, url) => {
  expect(await said(new Worker(url()))).toEqual(['undefined', undefined, '']);
  expect(told).toEqual([]);
});

it.each([
  ['another origin’s script', () => new Worker('https://other.example/worker.js')],
  ['a type that there is not', () => new Worker(blobUrl(), { type: 'bogus' as WorkerType })],
  ['options that are none', () => new Worker(blobUrl(), 'module' as never)],
])('lets the browser refuse %s', (_what, make) => {
  expect(make).toThrow(/^Failed to construct 'Worker'/);
  expect(told).toEqual([]);
});
