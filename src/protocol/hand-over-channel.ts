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

/** The way for all but {@link overMessages}. */
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
 * The way to a panel in a private window of Firefox: it lives in that window's storage, the DevTools page outside, and
 * neither hears the other's BroadcastChannel. The background page is woken by each message, so it is for them only.
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

/** Both ways: what is posted goes the way that was last heard from. */
export function overEither(usual: HandOverChannel, other: HandOverChannel): HandOverChannel {
  let last = usual;
  return {
    post: (message) => last.post(message),
    listen(listener) {
      const stops = [usual, other].map((one) =>
        one.listen((message) => {
          last = one;
          listener(message);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
