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

/**
 * Several ways at once: what is posted goes all of them until something is heard, then that way. A DevTools page, which one
 * panel after another talks to, keeps to the way that was heard last; a panel to the one that was heard first.
 */
export function overAny(ways: readonly HandOverChannel[], keepsTo: 'first' | 'last'): HandOverChannel {
  let known: readonly HandOverChannel[] = ways;
  return {
    post(message) {
      for (const way of known) way.post(message);
    },
    listen(listener) {
      const stops = ways.map((way) =>
        way.listen((message) => {
          if (keepsTo === 'last' || known === ways) known = [way];
          listener(message);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
