import browser from 'webextension-polyfill';

/*
 * Opens the panel in a window of its own for the tab in front, and is gone. A popup can do this without a service
 * worker that would have to be kept for nothing else.
 */
const SIZE = { width: 1100, height: 720 };

const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
if (tab?.id !== undefined) {
  const url = browser.runtime.getURL(`src/panel/panel.html?tab=${tab.id}`);
  await browser.windows.create({ url, type: 'popup', incognito: tab.incognito, ...SIZE });
}
window.close();
