import browser from 'webextension-polyfill';
import type { AccessQuestion } from '../protocol/access.ts';
import type { SiteAccess } from './host.ts';
import { originPattern } from './origin-pattern.ts';

/** Whether pages like `url` may be read. */
export async function siteAccess(url: string): Promise<SiteAccess> {
  const pattern = originPattern(url);
  if (pattern === null) return 'unknown';
  return (await ask(pattern, false)) ? 'granted' : 'withheld';
}

/** Asks the user to let us read pages like `url`; call it in a click. */
export async function requestAccess(url: string): Promise<void> {
  const pattern = originPattern(url);
  if (pattern !== null) await ask(pattern, true);
}

/** A panel of Firefox has no permissions API: it has to ask by way of the background page. */
function ask(pattern: string, user: boolean): Promise<boolean> {
  if (__BROWSER__ === 'firefox')
    return browser.runtime.sendMessage({ framereel: 'access', pattern, ask: user } satisfies AccessQuestion);
  const wanted = { origins: [pattern] };
  return user ? browser.permissions.request(wanted) : browser.permissions.contains(wanted);
}
