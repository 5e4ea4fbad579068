// @ts-check
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Share of the window that a docked toolbox takes. */
const TOOLBOX_SHARE = 0.58;

/** No traffic of the browser's own, no first-run pages, nothing that asks. */
const PREFS = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'browser.warnOnQuit': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'devtools.everOpened': true,
  'devtools.selfxss.count': 100,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'geo.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'privacy.userContext.enabled': true,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
};

/**
 * Writes what a new profile starts with.
 * @param {string} profile
 * @param {import('./firefox.mjs').FirefoxOptions & { size: { width: number, height: number }, downloads: string }} wanted
 */
export function writePrefs(profile, { theme, size, downloads, prefs }) {
  const all = {
    ...PREFS,
    'devtools.toolbox.footer.height': Math.round(size.height * TOOLBOX_SHARE),
    'devtools.toolbox.sidebar.width': Math.round(size.width * TOOLBOX_SHARE),
    ...(theme && {
      'devtools.theme': theme,
      'layout.css.prefers-color-scheme.content-override': theme === 'dark' ? 0 : 1,
    }),
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.alwaysOpenPanel': false,
    ...prefs,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
}
