import type { ArmCommand, Command } from '../protocol/command.ts';
import type { DocumentInfo } from '../protocol/link.ts';
import {
  ASK_MS,
  type FromWorker,
  type MadeWorker,
  type ToWorker,
  WORKER_EVENT,
} from '../protocol/worker-tap.ts';
import { newKey } from './document-info.ts';
import { createIntake } from './intake.ts';
import { listenForRecorders, type Recorders } from './recorders.ts';
import { createStream } from './stream.ts';

/** A worker is gone once it has left so many questions unanswered; should it only have been busy, … */
const UNANSWERED = 4;
/** … it is heard again up to so many. */
const GIVEN_UP = 150;
/** A worker that has not spoken so long after it was made, in milliseconds, has no tap. */
const UNSEEN_MS = 3_000;

/** Of more workers than these the oldest are forgotten: a page may make one for every job. */
const MOST_MADE = 100;

type Worker = Pick<MadeWorker, 'url' | 'kind'> & { seen: boolean };

/** The workers of this document that have a tap, each introduced to recorders as a document of its own. */
export interface Workers {
  /** Listens to the tap of a worker that is being made. */
  expect(channel: string, kind: MadeWorker['kind']): void;
  /** Hears from the page script which workers the page makes. */
  watch(port: MessagePort): void;
  /** Somebody records this document: they are to know of the workers that cannot be. */
  recorded(): void;
}

/** @param onForbidden told that the page's policy forbids what a tap needs */
export function createWorkers(onForbidden: (directive: string) => void = () => {}): Workers {
  const made: Worker[] = [];
  /** URLs of the shared workers that have a tap: many documents may make the same */
  const shared = new Set<string>();
  let recorded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const countUnseen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const one of made) {
        if (one.seen || (one.kind === 'shared' && shared.has(one.url))) continue;
        one.seen = true;
        introduceUnseen(one);
      }
    }, UNSEEN_MS);
  };

  const expect: Workers['expect'] = (name, kind) => {
    let known = false;
    const onWord = (word: FromWorker): void => {
      if (word.type === 'made') expect(`${word.made.channel}`, 'dedicated');
      else if (word.type === 'forbidden') onForbidden(`${word.directive}`);
    };
    serve(name, kind, onWord, (url) => {
      if (kind === 'shared') shared.add(url);
      if (known) return;
      known = true;
      const one = made.find((other) => !other.seen && other.kind === kind && other.url === url);
      if (one) one.seen = true;
    });
  };

  return {
    expect,
    watch(port) {
      port.addEventListener(WORKER_EVENT, (event) => {
        const { url, channel, ...rest } = (event as MessageEvent<MadeWorker>).data;
        const kind = rest.kind === 'shared' ? 'shared' : 'dedicated';
        if (channel) expect(`${channel}`, kind);
        else {
          if (made.push({ url: resolve(`${url}`), kind, seen: false }) > MOST_MADE) made.shift();
          if (recorded) countUnseen();
        }
      });
    },
    recorded() {
      recorded = true;
      countUnseen();
    },
  };
}

const resolve = (url: string): string => URL.parse(url, document.baseURI)?.href ?? url;

function serve(
  name: string,
  kind: MadeWorker['kind'],
  onWord: (word: FromWorker) => void,
  onHere: (url: string) => void,
): void {
  const channel = new BroadcastChannel(name);
  const post = (message: ToWorker): void => channel.postMessage(message);
  const key = newKey();
  let recorders: Recorders | null = null;
  let unanswered = 0;

  const stream = createStream((on) => post({ type: 'record', on }));
  const intake = createIntake(stream, (result) => recorders?.answer(result));
  const ask = (): void => post({ type: 'ask', from: key });

  const introduce = ({ url, origin, time, owner }: FromWorker & { type: 'here' }): void => {
    if (owner === '') return ask();
    onHere(url);
    if (owner !== key || recorders) return;
    const info: DocumentInfo = {
      key,
      url: `${url}`,
      origin: `${origin}`,
      top: false,
      time: Number(time),
      capturing: true,
      worker: kind,
    };
    const command = (order: Command | ArmCommand): void => {
      if (order.type !== 'arm') post({ type: 'command', command: order });
    };
    recorders = listenForRecorders({ describe: () => info, stream, command, worker: key });
    recorders.introduce();
  };

  channel.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    unanswered = 0;
    if (data.type === 'here') introduce(data);
    else if (data.type !== 'up') onWord(data);
    else if (recorders) intake(data.data);
  };

  const asking = setInterval(() => {
    if (++unanswered > UNANSWERED) {
      recorders?.end();
      recorders = null;
    }
    if (unanswered < GIVEN_UP) return ask();
    clearInterval(asking);
    channel.close();
  }, ASK_MS);
  ask();
}

function introduceUnseen({ url, kind }: Worker): void {
  const info: DocumentInfo = {
    key: newKey(),
    url,
    origin: self.origin,
    top: false,
    time: Date.now(),
    capturing: false,
    worker: kind,
  };
  const recorders = listenForRecorders({
    describe: () => info,
    stream: createStream(() => {}),
    command: () => {},
  });
  recorders.introduce();
}
