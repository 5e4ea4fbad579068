import type { ArmCommand, Command } from '../protocol/command.ts';
import { divide } from '../protocol/divide.ts';
import type { ResultEvent } from '../protocol/event.ts';
import { tryPost } from '../protocol/extension-port.ts';
import {
  type Call,
  type DocumentInfo,
  type Down,
  type Hello,
  isCall,
  LATE_NAME,
  LINK_NAME,
  type Up,
} from '../protocol/link.ts';
import { noteShown } from './document-info.ts';
import { type Port, runtime } from './extension-api.ts';
import { newOutlet, type Outlet, type Stream } from './stream.ts';

/** Chrome's prerendering, which the DOM's types do not know yet. */
type Prerenderable = Document & { prerendering?: boolean };

interface Options {
  describe: () => DocumentInfo;
  stream: Stream;
  command: (command: Command | ArmCommand) => void;
  /** key of the worker that is introduced, where it is one */
  worker?: string;
  /** told of each call: somebody records */
  called?: ((call: Call) => void) | null;
}

/** Whoever records this document: found by saying hello, served until their port is gone. */
export interface Recorders {
  introduce(): void;
  /** Introduces the document anew to those who know it: it was replaced in its Window. */
  reintroduce(): void;
  /** Listens to the window again, should the document have been opened anew (`document.open`). */
  renew(): void;
  /** Tells those who hear no stream how a command ended. */
  answer(result: ResultEvent): void;
  /** What was introduced is no more. */
  end(): void;
}

/**
 * Chrome: a recorder connects straight to this document. Firefox: the background page names the recorders, and we
 * connect to each by way of it. Nothing is sent while nobody records but one hello for each document.
 */
export function listenForRecorders({ describe, stream, command, worker, called }: Options): Recorders {
  const ports = new Map<Port, Outlet>();
  let ended = false;
  /**
   * Chrome ends the ports of a page that enters the back/forward cache before the page hears of it. A port that is
   * opened then carries what is left to say.
   */
  let late: Port | undefined;

  const lose = (port: Port): void => {
    const outlet = ports.get(port);
    ports.delete(port);
    if (outlet) stream.detach(outlet, runtime.id === undefined);
  };

  const post = (port: Port, message: Up): void => {
    if (tryPost(port, message)) return;
    port.disconnect();
    lose(port);
  };

  const introduceTo = (port: Port): void => post(port, { type: 'document', document: describe() });

  const accept = (port: Port): void => {
    const outlet = newOutlet(({ batch, leaving }) => {
      if (__BROWSER__ === 'chrome' && leaving) late ??= runtime.connect({ name: LATE_NAME + describe().key });
      for (const message of divide(batch)) {
        if (late) tryPost(late, message);
        post(port, message);
      }
    });
    ports.set(port, outlet);
    port.onDisconnect.addListener(() => lose(port));
    port.onMessage.addListener((message) => {
      const down = message as Down;
      if (down.type === 'attach') stream.attach(outlet, down.seen);
      else if (down.type === 'ack') stream.ack(outlet, down.number);
      else if (down.type === 'detach') stream.detach(outlet, true);
      else command(down.command);
    });
    introduceTo(port);
  };

  const answerCall = (call: Call): void => {
    called?.(call);
    for (const id of call.recorders) {
      const name = `${LINK_NAME}:${id}`;
      if (![...ports.keys()].some((port) => port.name === name)) accept(runtime.connect({ name }));
    }
  };

  const hello = (): void => {
    // A prerendered page is not yet what the tab shows; until it is, its sockets wait.
    if (__BROWSER__ === 'chrome' && (document as Prerenderable).prerendering) {
      document.addEventListener('prerenderingchange', onPrerendered, { once: true });
      return;
    }
    const message: Hello = { framereel: 'hello', as: worker };
    const told = runtime.sendMessage(message).catch(() => {
      // Nobody listens: nobody records.
    });
    if (__BROWSER__ === 'firefox')
      told.then((answer) => {
        if (isCall(answer) && !ended) answerCall(answer);
      });
  };

  const onPrerendered = (): void => {
    noteShown();
    hello();
  };

  const reintroduce = (): void => {
    renew();
    for (const port of ports.keys()) introduceTo(port);
    if (ports.size === 0) hello();
  };

  runtime.onMessage.addListener((message) => {
    if (ended || !isCall(message)) return;
    if (__BROWSER__ === 'firefox' && message.recorders.length > 0) answerCall(message);
    else hello();
  });
  if (__BROWSER__ === 'chrome')
    runtime.onConnect.addListener((port) => {
      if (port.name === (worker ? `${LINK_NAME}:${worker}` : LINK_NAME)) accept(port);
    });

  const onPageShow = (event: PageTransitionEvent): void => {
    if (!event.isTrusted || !event.persisted) return;
    noteShown();
    // Chrome ends the ports of a page that enters the back/forward cache, and does not tell the page.
    if (__BROWSER__ === 'chrome') {
      late = undefined;
      for (const port of [...ports.keys()]) {
        port.disconnect();
        lose(port);
      }
    }
    reintroduce();
  };
  const renew = (): void => addEventListener('pageshow', onPageShow);
  renew();

  return {
    introduce: hello,
    reintroduce,
    renew,
    answer(result) {
      for (const [port, outlet] of ports) if (!outlet.attached) post(port, { type: 'result', result });
    },
    end() {
      ended = true;
      removeEventListener('pageshow', onPageShow);
      for (const [port, outlet] of ports) {
        port.disconnect();
        stream.detach(outlet, true);
      }
      ports.clear();
    },
  };
}
