import { keysOf, next, outcome, shape, show } from './kit.js';

const { Worker: Dedicated, SharedWorker: Shared } = window;
const CLASSES = [Dedicated, Shared];

/** A worker's script: it tells of its global object, then echoes. */
const REPORT_URL = '/probes/report.js';
const report = async () => (await fetch(REPORT_URL)).text();

const blobUrl = (text = '') => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/** What a worker says first, and what it answers. */
async function talk(worker) {
  const { data } = await next(worker, 'message');
  worker.postMessage('hello');
  const echo = await next(worker, 'message');
  worker.terminate();
  return [data, echo.data, echo.isTrusted, echo.origin];
}

function order(makeArguments) {
  const log = [];
  const said = outcome(() => new Worker(...makeArguments(log)).terminate());
  return [log, said];
}

/** Firefox wraps what makes workers. */
export const workers = {
  'names and lengths': () =>
    [...CLASSES, URL.createObjectURL, URL.revokeObjectURL].map((it) => [
      it.name,
      it.length,
      keysOf(it).sort(),
    ]),
  'properties of window': () => [shape(window, 'Worker'), shape(window, 'SharedWorker')],
  'properties of URL': () => [
    shape(URL, 'createObjectURL'),
    shape(URL, 'revokeObjectURL'),
    keysOf(URL).sort(),
  ],
  'own properties of the constructors': () =>
    CLASSES.map((it) =>
      keysOf(it)
        .sort()
        .map((key) => shape(it, key)),
    ),
  'own properties of the prototypes': () =>
    CLASSES.map(({ prototype }) =>
      keysOf(prototype)
        .sort()
        .map((key) => [key, shape(prototype, key)]),
    ),
  'prototypes and parents': () =>
    CLASSES.map((it) => [it.prototype.constructor === it, Object.getPrototypeOf(it) === EventTarget]),
  'toString of the constructors': () => CLASSES.map(String),
  'toString of the functions of URL': () => [String(URL.createObjectURL), String(URL.revokeObjectURL)],
  'call without new': () => [outcome(() => Dedicated('x')), outcome(() => Shared('x'))],
  'no argument': () => [outcome(() => new Dedicated()), outcome(() => new Shared())],
  'a bad URL': () => outcome(() => new Worker('http://a b:99999/')),
  'a symbol': () => outcome(() => new Worker(Symbol('x'))),
  'another origin': () => outcome(() => new Worker('http://example.invalid/x.js').terminate()),
  'a bad type': () => outcome(() => new Worker(blobUrl(), { type: 'bogus' })),
  'order of conversions': () =>
    order((log) => [
      {
        toString() {
          log.push('toString');
          return blobUrl();
        },
      },
      {
        get name() {
          log.push('name');
          return 'mine';
        },
        get type() {
          log.push('type');
          return 'classic';
        },
      },
    ]),
  'a URL that throws': () =>
    outcome(
      () =>
        new Worker({
          toString() {
            throw new RangeError('mine');
          },
        }),
    ),
  'a subclass': async () => {
    class Mine extends Worker {
      field = 1;
    }
    const worker = new Mine(blobUrl());
    const seen = [
      worker instanceof Mine,
      worker instanceof Worker,
      worker.constructor === Mine,
      worker.field,
    ];
    worker.terminate();
    return seen;
  },
  'Reflect.construct': () => {
    function Other() {}
    const worker = Reflect.construct(Worker, [blobUrl()], Other);
    Worker.prototype.terminate.call(worker);
    return Object.getPrototypeOf(worker) === Other.prototype;
  },
  'a worker of a URL': async () => talk(new Worker(REPORT_URL, { name: 'mine' })),
  'a module worker of a URL': async () => talk(new Worker(REPORT_URL, { type: 'module' })),
  'a worker of a Blob': async () => talk(new Worker(blobUrl(await report()), { name: 'mine' })),
  'a module worker of a Blob': async () => talk(new Worker(blobUrl(await report()), { type: 'module' })),
  'a strict worker': async () => talk(new Worker(blobUrl(`'use strict';${await report()}`))),
  'a worker of a revoked Blob': async () => {
    const url = blobUrl(await report());
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return talk(worker);
  },
  'a worker of a Blob revoked before': async () => {
    const url = blobUrl();
    URL.revokeObjectURL(url);
    const worker = new Worker(url);
    const event = await next(worker, 'error');
    return [event.constructor.name, event.message ?? null, event.isTrusted];
  },
  'a worker of a data: URL': async () =>
    talk(new Worker(`data:text/javascript,${encodeURIComponent(await report())}`)),
  'a worker that is missing': async () => {
    const worker = new Worker('/missing.js');
    const event = await next(worker, 'error');
    return [event.constructor.name, event.isTrusted, event.cancelable];
  },
  'a worker with a fault': async () => {
    const worker = new Worker(blobUrl('\n\nthrow new RangeError("mine");'));
    const event = await next(worker, 'error');
    event.preventDefault();
    return [event.message, event.lineno];
  },
  'a socket in a worker': async () => {
    const script = `const socket = new WebSocket('ws://${location.host}/echo', 'one');
      const log = [];
      socket.onopen = () => socket.send('x');
      socket.onmessage = ({ data, origin, isTrusted }) => { log.push(data, isTrusted); socket.close(3001, 'bye'); };
      socket.onclose = ({ code, reason, wasClean }) => postMessage([...log, code, reason, wasClean, socket.protocol]);`;
    const worker = new Worker(blobUrl(script));
    const { data } = await next(worker, 'message');
    worker.terminate();
    return data;
  },
  'createObjectURL of no Blob': () => [
    outcome(() => URL.createObjectURL({})),
    outcome(() => URL.createObjectURL()),
    outcome(() => URL.createObjectURL(new Proxy(new Blob(['x']), {}))),
  ],
  'createObjectURL of a Blob': async () => {
    const url = URL.createObjectURL(new Blob(['x'], { type: 'text/plain' }));
    const response = await fetch(url);
    return [
      url.startsWith(`blob:${location.origin}/`),
      await response.text(),
      response.headers.get('content-type'),
    ];
  },
  'createObjectURL of a File': async () => (await fetch(URL.createObjectURL(new File(['x'], 'name')))).text(),
  revokeObjectURL: async () => {
    const url = URL.createObjectURL(new Blob(['x']));
    const said = [
      show(URL.revokeObjectURL(url)),
      show(URL.revokeObjectURL('x')),
      outcome(() => URL.revokeObjectURL()),
    ];
    return [...said, await fetch(url).then(String, ({ name }) => name)];
  },
  'functions of URL by themselves': () => {
    const { createObjectURL } = URL;
    return createObjectURL(new Blob(['x'])).startsWith('blob:');
  },
};
