import browser from 'webextension-polyfill';

/** Whether a tab is in a private window; where the browser does not tell, it is taken for one. */
export async function isPrivate(tab: number): Promise<boolean> {
  const { tabs, extension } = browser as Partial<typeof browser>;
  // Chrome has another of us for private windows; a panel of Firefox lives in its tab's own context, but in a window of its own.
  const own = extension?.inIncognitoContext;
  if (own === true) return true;
  if (!tabs) return own !== false;
  return tabs.get(tab).then(
    ({ incognito }) => incognito,
    () => true,
  );
}
