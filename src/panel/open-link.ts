import browser from 'webextension-polyfill';
import type { Link, LinkListener } from '../protocol/link.ts';
import { openLink as open } from '../protocol/open-link.ts';

/** Connects to the documents of a tab in the way this browser has for it. `id` names this panel to a relay. */
export const openLink = (tab: number, id: string, listener: LinkListener): Link =>
  open(browser, tab, id, listener);
