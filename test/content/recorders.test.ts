import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recorders } from '../../src/content/recorders.ts';
import type { Outlet, Stream } from '../../src/content/stream.ts';
import type { ArmCommand, Command } from '../../src/protocol/command.ts';
import { PART_LENGTH } from '../../src/protocol/divide.ts';
import { LATE_NAME, LINK_NAME, type Up } from '../../src/protocol/link.ts';
import { documentInfo, frame } from '../protocol/events.ts';
import { FakePort } from '../protocol/fake-port.ts';

/** Chrome as a content script sees it. */
class FakeRuntime {
  id: string | undefined = 'framereel';
  readonly sent: unknown[] = [];
  #messages: ((message: unknown) => unknown)[] = [];
  #connects: ((port: FakePort) => void)[] = [];

  readonly onMessage = { addListener: (hear: (message: unknown) => unknown) => this.#messages.push(hear) };
  readonly onConnect = { addListener: (hear: (port: FakePort) => void) => this.#connects.push(hear) };

  async sendMessage(message: unknown): Promise<unknown> {
    this.sent.push(message);
    throw new Error('Could not establish connection. Receiving end does not exist.');
  }

  connect(_info: { name: string }): never {
    throw new Error('In Chrome recorders connect by themselves.');
  }

  /** A recorder's end of a port it opens to this document; `listen` sees it before the document does. */
  open(name = LINK_NAME, listen: (port: FakePort) => void = () => {}): FakePort {
    const [recorder, document] = FakePort.pair(name);
    listen(recorder);
    for (const hear of this.#connects) hear(document);
    return recorder;
  }

  say(message: unknown): void {
    for (const hear of this.#messages) hear(message);
  }
}

const HELLO = { framereel: 'hello' };

let runtime: FakeRuntime;
let window: EventTarget;
let outlets: Outlet[];
let stream: { [Method in keyof Stream]: ReturnType<typeof vi.fn<Stream[Method]>> };
let command: ReturnType<typeof vi.fn<(command: ArmCommand | Command) => void>>;
let recorders: Recorders;
/** what each recorder's port has heard */
const heardBy = (port: FakePort): Up[] => {
  const heard: Up[] = [];
  port.onMessage.addListener((message) => heard.push(message as Up));
  return heard;
};

beforeEach(async () => {
  runtime = new FakeRuntime();
  window = new EventTarget();
  vi.stubGlobal('chrome', { runtime });
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.resetModules();
  outlets = [];
  stream = {
    put: vi.fn(),
    attach: vi.fn((outlet: Outlet) => {
      outlet.attached = true;
      outlets.push(outlet);
    }),
    ack: vi.fn(),
    detach: vi.fn((outlet: Outlet) => {
      outlet.attached = false;
    }),
    hasRoom: vi.fn(() => true),
    onRoom: vi.fn(),
  };
  command = vi.fn<(command: ArmCommand | Command) => void>();
  const { listenForRecorders } = await import('../../src/content/recorders.ts');
  recorders = listenForRecorders({ describe: () => documentInfo('a'), stream, command });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a worker', () => {
  beforeEach(async () => {
    const { listenForRecorders } = await import('../../src/content/recorders.ts');
    recorders = listenForRecorders({ describe: () => documentInfo('w1'), stream, command, worker: 'w1' });
  });

  it('says hello in its own name', () => {
    recorders.introduce();
    expect(runtime.sent).toEqual([{ ...HELLO, as: 'w1' }]);
  });

  it('takes the ports that are for it, and leaves its document’s to the document', () => {
    const heard: Record<string, unknown[]> = {};
    for (const name of [LINK_NAME, `${LINK_NAME}:w1`])
      runtime.open(name, (port) =>
        port.onMessage.addListener((message) => {
          const up = message as Up;
          heard[name] = [...(heard[name] ?? []), up.type === 'document' ? up.document.key : up.type];
        }),
      );
    expect(heard).toEqual({ [LINK_NAME]: ['a'], [`${LINK_NAME}:w1`]: ['w1'] });
  });
});

describe('a document', () => {
  it('says hello once, and nothing more while nobody records', () => {
    recorders.introduce();
    expect(runtime.sent).toEqual([HELLO]);
  });

  it('says hello when it is called', () => {
    runtime.say({ framereel: 'call', recorders: [] });
    expect(runtime.sent).toEqual([HELLO]);
  });

  it('hears nothing in messages that are no calls', () => {
    for (const message of [null, 'call', { framereel: 'hello' }, {}]) runtime.say(message);
    expect(runtime.sent).toEqual([]);
  });

  it('introduces itself to who connects, under the name that was agreed on', () => {
    const introductions: unknown[] = [];
    for (const name of [LINK_NAME, 'something else'])
      runtime.open(name, (port) =>
        port.onMessage.addListener((message) => introductions.push([name, message])),
      );
    expect(introductions).toEqual([[LINK_NAME, { type: 'document', document: documentInfo('a') }]]);
  });
});

describe('a prerendered document', () => {
  const page = Object.assign(new EventTarget(), { prerendering: true });
  const prerenderingChanges = (): void => {
    page.dispatchEvent(new Event('prerenderingchange'));
  };

  it('says hello when it is shown, and not before', () => {
    vi.stubGlobal('document', page);
    recorders.introduce();
    runtime.say({ framereel: 'call', recorders: [] });
    prerenderingChanges();
    expect(runtime.sent).toEqual([]);
    page.prerendering = false;
    prerenderingChanges();
    expect(runtime.sent).toEqual([HELLO]);
  });
});

describe('a recorder', () => {
  it('attaches, acknowledges, detaches and commands', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 4 });
    port.postMessage({ type: 'ack', number: 5 });
    port.postMessage({ type: 'detach' });
    port.postMessage({ type: 'command', command: { type: 'open', command: 1 } });
    const [outlet] = outlets;
    expect(stream.attach).toHaveBeenCalledWith(outlet, 4);
    expect(stream.ack).toHaveBeenCalledWith(outlet, 5);
    expect(stream.detach).toHaveBeenCalledWith(outlet, true);
    expect(command).toHaveBeenCalledWith({ type: 'open', command: 1 });
  });

  it('gets its batches, large payloads in parts', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    const heard = heardBy(port);
    outlets[0]?.post({ batch: { number: 1, events: [frame(1)] }, leaving: false });
    outlets[0]?.post({
      batch: { number: 2, events: [frame(2, 'x'.repeat(PART_LENGTH + 1))] },
      leaving: false,
    });
    expect(heard.map(({ type }) => type)).toEqual(['batch', 'part', 'part', 'batch']);
  });

  it('is told the rest once more by a port that is opened while the document leaves', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    const heard = heardBy(port);
    const [end, late] = FakePort.pair(`${LATE_NAME}a`);
    const connect = vi.spyOn(runtime, 'connect').mockReturnValue(end as never);
    const rest = heardBy(late);
    for (const number of [1, 2]) outlets[0]?.post({ batch: { number, events: [] }, leaving: true });
    expect(connect.mock.calls).toEqual([[{ name: `${LATE_NAME}a` }]]);
    expect(rest).toEqual(heard);
    expect(rest).toHaveLength(2);
  });

  it('that goes may come back', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    port.disconnect();
    expect(stream.detach).toHaveBeenCalledWith(outlets[0], false);
  });

  it('goes for good with its extension', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    runtime.id = undefined;
    port.disconnect();
    expect(stream.detach).toHaveBeenCalledWith(outlets[0], true);
  });

  it('is given up when its port turns out to be dead', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    vi.spyOn(FakePort.prototype, 'postMessage').mockImplementationOnce(() => {
      throw new Error('Attempting to use a disconnected port object');
    });
    outlets[0]?.post({ batch: { number: 1, events: [] }, leaving: false });
    expect(stream.detach).toHaveBeenCalledWith(outlets[0], false);
    expect(port.isOpen).toBe(false);
  });

  it('is told how its command ended where it hears no stream, and only there', () => {
    const [hears, does] = [runtime.open(), runtime.open()];
    hears.postMessage({ type: 'attach', seen: 0 });
    const heard = [hears, does].map(heardBy);
    recorders.answer({ type: 'result', command: 3 });
    expect(heard).toEqual([[], [{ type: 'result', result: { type: 'result', command: 3 } }]]);
  });
});

describe('a document that comes back from the back/forward cache', () => {
  /** The browser's own event: what a page dispatches is not trusted. */
  const show = (persisted: boolean, isTrusted = true): void => {
    const event = Object.defineProperties(new Event('pageshow'), {
      persisted: { value: persisted },
      isTrusted: { value: isTrusted },
    });
    window.dispatchEvent(event);
  };

  it('lets go of its ports, which Chrome has ended in silence, and says hello', () => {
    const port = runtime.open();
    port.postMessage({ type: 'attach', seen: 0 });
    show(true);
    expect(port.isOpen).toBe(false);
    expect(stream.detach).toHaveBeenCalledWith(outlets[0], false);
    expect(runtime.sent).toEqual([HELLO]);
  });

  it.each([
    ['it is shown for the first time', false, true],
    ['the page only says so', true, false],
  ])('does not where %s', (_where, persisted, isTrusted) => {
    const port = runtime.open();
    show(persisted, isTrusted);
    expect(port.isOpen).toBe(true);
    expect(runtime.sent).toEqual([]);
  });

  it('hears of it once, however often it listens anew', () => {
    recorders.renew();
    recorders.renew();
    show(true);
    expect(runtime.sent).toHaveLength(1);
  });
});
