import browser from 'webextension-polyfill';
import { isWorkersForbidden } from '../protocol/worker-tap.ts';
import { isPrivate } from './is-private.ts';

/** Chrome: puts a tap into the workers of single sites, where the user wants that. */
export interface WorkerTaps {
  /** Origins whose workers are given a tap. */
  sites(): Promise<string[]>;
  /** Asks the browser for what it takes; call it in a click. */
  allow(): Promise<boolean>;
  /** Begins or ends with an origin; what is loaded already stays as it is. */
  tap(origin: string, on: boolean): Promise<void>;
  /** Calls `listener` where a policy forbids it, with the directive, such as `worker-src`. */
  onForbidden(listener: (origin: string, directive: string) => void): void;
}

interface RegisteredScript {
  id: string;
  js: string[];
  matches: string[];
  allFrames: boolean;
  matchOriginAsFallback: boolean;
  runAt: 'document_start';
  persistAcrossSessions: boolean;
  world: 'ISOLATED' | 'MAIN';
}

/** As much of `chrome.scripting` as it takes; there once the permission is. */
interface Scripting {
  getRegisteredContentScripts(): Promise<{ id: string }[]>;
  registerContentScripts(scripts: RegisteredScript[]): Promise<void>;
  unregisterContentScripts(filter: { ids: string[] }): Promise<void>;
}

declare const chrome: { scripting?: Scripting };

/** Ids of scripts are these, followed by the origin; the first has to run before the second. */
const WORLDS = [
  { name: 'content ', js: ['src/content/tapped-site.js'], world: 'ISOLATED' },
  { name: 'page ', js: ['src/page/tapped-site.js'], world: 'MAIN' },
] as const;
const [{ name: FIRST }] = WORLDS;

/** The browser keeps which sites these are, by the scripts that are registered, until the extension is updated. */
export function createWorkerTaps(tab: number): WorkerTaps {
  const registered = async (): Promise<string[]> => {
    const scripts = (await chrome.scripting?.getRegisteredContentScripts()) ?? [];
    return scripts.map(({ id }) => id);
  };

  return {
    sites: async () =>
      (await registered()).filter((id) => id.startsWith(FIRST)).map((id) => id.slice(FIRST.length)),
    allow: () => browser.permissions.request({ permissions: ['scripting'] }),
    async tap(origin, on) {
      const ids = WORLDS.map(({ name }) => name + origin);
      const known = (await registered()).filter((id) => ids.includes(id));
      if (!on && known.length > 0) await chrome.scripting?.unregisterContentScripts({ ids: known });
      if (!on || known.length > 0) return;
      const persistAcrossSessions = !(await isPrivate(tab));
      const scripts = WORLDS.map(
        ({ name, js, world }): RegisteredScript => ({
          id: name + origin,
          js: [...js],
          matches: [`${origin}/*`],
          allFrames: true,
          matchOriginAsFallback: true,
          runAt: 'document_start',
          // Of a private window nothing is kept.
          persistAcrossSessions,
          world,
        }),
      );
      await chrome.scripting?.registerContentScripts(scripts);
    },
    onForbidden(listener) {
      browser.runtime.onMessage.addListener((message: unknown, sender: { tab?: { id?: number } }) => {
        if (isWorkersForbidden(message) && sender.tab?.id === tab)
          listener(message.origin, message.directive);
        return undefined;
      });
    },
  };
}
