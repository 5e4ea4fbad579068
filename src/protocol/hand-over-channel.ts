import type { HandOver } from './hand-over.ts';

/** Between a DevTools page and the panels of its tab. */
export interface HandOverChannel {
  post(message: HandOver): void;
  /** Returns the way to stop. */
  listen(listener: (message: HandOver) => void): () => void;
}

/** What messages need of the extension API. */
interface Messages {
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: Record<'addListener' | 'removeListener', (listener: (message: unknown) => undefined) => void>;
}

interface Wrapped {
  framereel: 'hand-over';
  tab: number;
  message: HandOver;
}

const isWrapped = (message: unknown, tab: number): message is Wrapped => {
  const { framereel, tab: to } = (message ?? {}) as Partial<Wrapped>;
  return framereel === 'hand-over' && to === tab;
};

/** The usual way. */
export function overBroadcast(tab: number): HandOverChannel {
  const channel = new BroadcastChannel(`framereel-hand-over:${tab}`);
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      const hear = ({ data }: MessageEvent<HandOver>): void => listener(data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
  };
}

/**
 * The way to a panel in a private window or a container of Firefox: it lives in the storage of its tab, the DevTools page
 * outside, and neither hears the other's BroadcastChannel. The background page is woken by each message.
 */
export function overMessages({ sendMessage, onMessage }: Messages, tab: number): HandOverChannel {
  return {
    post(message) {
      sendMessage({ framereel: 'hand-over', tab, message } satisfies Wrapped).catch(() => {
        // Nobody listens.
      });
    },
    listen(listener) {
      const hear = (message: unknown): undefined => {
        if (isWrapped(message, tab)) listener(message.message);
      };
      onMessage.addListener(hear);
      return () => onMessage.removeListener(hear);
    },
  };
}

/** A DevTools page's: it hears panels both ways, and answers each of them its own. */
export function overBoth(usual: HandOverChannel, messages: HandOverChannel): HandOverChannel {
  let last = usual;
  return {
    post: (message) => last.post(message),
    listen(listener) {
      const stops = [usual, messages].map((way) =>
        way.listen((message) => {
          last = way;
          listener(message);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** The lock that a DevTools page holds for as long as it lives (Web Locks API): only who shares its storage can see it. */
const presenceOf = (tab: number): string => `framereel-hand-over/${tab}`;

/** Lets panels know that they are heard over {@link overBroadcast}. */
export function showPresence(tab: number): void {
  navigator.locks
    .request(presenceOf(tab), () => new Promise(() => {}))
    .catch(() => {
      // Where the browser gives no locks, panels come by messages.
    });
}

/** Whether a panel and the DevTools page of its tab hear each other's BroadcastChannel. */
export async function hearsDevtoolsPage(tab: number): Promise<boolean> {
  const { held = [] } = await navigator.locks.query().catch((): LockManagerSnapshot => ({}));
  return held.some(({ name }) => name === presenceOf(tab));
}
