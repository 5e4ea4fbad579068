import { createDirectLink, type DirectApi } from './direct-link.ts';
import type { Link, LinkListener } from './link.ts';
import { createRelayLink, type RelayApi } from './relay-link.ts';

/** The extension API as far as links need it; typed loosely, since no package knows both browsers' ports. */
interface ExtensionApi {
  runtime: { onConnect: unknown; onMessage: unknown; connect(info: { name: string }): unknown };
  tabs: {
    connect(tab: number, options: never): unknown;
    sendMessage(tab: number, message: unknown): Promise<unknown>;
  };
}

/** Connects to the documents of a tab in the way this browser has for it. `id` names this recorder to a relay. */
export function openLink(
  { runtime, tabs }: ExtensionApi,
  tab: number,
  id: string,
  listener: LinkListener,
): Link {
  if (__BROWSER__ === 'firefox') {
    const connect: RelayApi['connect'] = (name) =>
      runtime.connect({ name }) as ReturnType<RelayApi['connect']>;
    return createRelayLink({ connect }, tab, id, listener);
  }
  const api: DirectApi = {
    onConnect: runtime.onConnect as DirectApi['onConnect'],
    onMessage: runtime.onMessage as DirectApi['onMessage'],
    connect: (to, options) => tabs.connect(to, options as never) as ReturnType<DirectApi['connect']>,
    sendMessage: (to, message) => tabs.sendMessage(to, message),
  };
  return createDirectLink(api, tab, listener);
}
