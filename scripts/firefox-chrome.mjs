// @ts-check

/**
 * What only Firefox's own code may do, as functions that run inside Firefox, with its privileges. This function is
 * sent there as text: it closes over nothing, and reads nothing but Firefox's own globals.
 * @param {any} window the browser window
 */
export function firefoxChrome(window) {
  const { ChromeUtils, gBrowser, WebExtensionPolicy } = window;
  const { require: load } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = load('devtools/client/framework/devtools');

  /** Milliseconds until something that does not come up is given up. */
  const TIMEOUT = 30_000;

  /**
   * @template T
   * @param {string} what
   * @param {() => T} find
   * @returns {Promise<NonNullable<T>>}
   */
  async function until(what, find) {
    const end = Date.now() + TIMEOUT;
    for (;;) {
      const found = find();
      if (found) return found;
      if (Date.now() > end) throw new Error(`Not there within ${TIMEOUT / 1000} s: ${what}.`);
      await new Promise((resolve) => window.setTimeout(resolve, 30));
    }
  }

  const openToolbox = () => gDevTools.getToolboxForTab(gBrowser.selectedTab);

  /** @param {string} extension */
  const toolOf = (extension) =>
    openToolbox()
      ?.getAdditionalTools()
      .find((/** @type {any} */ tool) => tool.extensionId === extension);

  /**
   * The remote browser element that holds the panel, once its document has loaded.
   * @param {string} extension
   */
  function panelBrowser(extension) {
    const tool = toolOf(extension);
    const frame = tool && openToolbox().doc.getElementById(`toolbox-panel-iframe-${tool.id}`);
    const browser = frame?.contentDocument?.querySelector('browser');
    const loaded =
      browser?.browsingContext?.currentWindowGlobal?.documentURI?.schemeIs('moz-extension') &&
      !browser.webProgress?.isLoadingDocument;
    return loaded ? browser : null;
  }

  return {
    /** Opens a tab in a container ("Personal") and shows it. */
    openContainerTab() {
      const triggeringPrincipal = window.Services.scriptSecurityManager.getSystemPrincipal();
      gBrowser.selectedTab = gBrowser.addTab('about:blank', { userContextId: 1, triggeringPrincipal });
    },

    /**
     * @param {string} dock one of Firefox's host types
     * @param {{ width: number, height: number }} size of the toolbox where it has a window of its own
     */
    async open(dock, { width, height }) {
      if (openToolbox()) return;
      const options = { toolId: 'options', hostType: dock };
      const toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, options);
      if (dock === 'window') toolbox.topWindow.resizeTo(width, height);
    },

    /** @param {string} extension */
    async showPanel(extension) {
      const tool = await until('the panel, registered by its extension', () => toolOf(extension));
      await openToolbox().selectTool(tool.id);
      await until('the document of the panel', () => panelBrowser(extension));
    },

    async close() {
      await openToolbox()?.destroy();
    },

    /** @param {string} extension */
    async reloadPanel(extension) {
      const { browsingContext } = panelBrowser(extension);
      const before = browsingContext.currentWindowGlobal.innerWindowId;
      browsingContext.reload(0);
      await until('the panel, loaded anew', () => {
        const now = panelBrowser(extension)?.browsingContext.currentWindowGlobal;
        return now && now.innerWindowId !== before;
      });
    },

    /**
     * Makes WebDriver's session act on a document that is in no tab.
     * @param {string} session
     * @param {'panel' | 'background'} target
     * @param {string} extension
     */
    async point(session, target, extension) {
      const { getWebDriverSessionById } = ChromeUtils.importESModule(
        'chrome://remote/content/shared/webdriver/Session.sys.mjs',
      );
      const browser = target === 'panel' ? panelBrowser(extension) : await backgroundBrowser(extension);
      if (!browser) throw new Error(`The ${target} is not there.`);
      getWebDriverSessionById(session).contentBrowsingContext = browser.browsingContext;
    },

    /**
     * A PNG of the window that holds the toolbox, in base64. A snapshot of a window leaves out what its remote
     * documents draw in layers of their own (anything with opacity): those documents are drawn over it one by one.
     * @param {string} extension
     */
    async draw(extension) {
      const drawn = openToolbox()?.hostType === 'window' ? openToolbox().topWindow : window;
      const image = await snapshot(drawn.browsingContext);
      const canvas = window.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      for (const browser of [drawn === window && gBrowser.selectedBrowser, panelBrowser(extension)]) {
        if (!browser) continue;
        const left = browser.screenX - drawn.mozInnerScreenX;
        const top = browser.screenY - drawn.mozInnerScreenY;
        context.drawImage(await snapshot(browser.browsingContext), left, top);
      }
      return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
    },

    /** @param {string} extension */
    async stopBackground(extension) {
      await WebExtensionPolicy.getByID(extension).extension.terminateBackground();
    },

    /**
     * @param {string} id
     * @param {boolean} granted
     */
    async setSiteAccess(id, granted) {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionPermissions.sys.mjs',
      );
      const permissions = { origins: ['<all_urls>'], permissions: [] };
      const { extension } = WebExtensionPolicy.getByID(id);
      await ExtensionPermissions[granted ? 'add' : 'remove'](id, permissions, extension);
    },
  };

  /** @param {any} context */
  function snapshot({ currentWindowGlobal }) {
    return currentWindowGlobal.drawSnapshot(null, 1, 'white');
  }

  /** @param {string} id */
  async function backgroundBrowser(id) {
    const { extension } = WebExtensionPolicy.getByID(id);
    await extension.wakeupBackground?.();
    return [...extension.views].find((view) => view.viewType === 'background')?.xulBrowser;
  }
}

/** @typedef {ReturnType<typeof firefoxChrome>} FirefoxChrome */
