import { type ElementHandle, Firefox } from '../../scripts/firefox.mjs';
import type { ClickOptions, DrivenBrowser, LaunchOptions, PanelElement, Work } from './driven-browser.ts';
import { firefoxWire } from './firefox-wire.ts';

/** Keys that make no character, as WebDriver spells them (W3C WebDriver section 17.4.2). */
const KEYS: Record<string, string> = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  F1: '\uE031',
  F3: '\uE033',
  Escape: '\uE00C',
  F10: '\uE03A',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Tab: '\uE004',
};

/** @param extension folder of the unpacked extension */
export async function launchFirefox(
  extension: string | null,
  options: LaunchOptions,
): Promise<FirefoxBrowser> {
  const firefox = await Firefox.launch({ ...options, extension });
  return new FirefoxBrowser(firefox, extension);
}

export class FirefoxBrowser implements DrivenBrowser {
  readonly firefox;
  #extension;

  constructor(firefox: Firefox, extension: string | null) {
    this.firefox = firefox;
    this.#extension = extension;
  }

  get downloads() {
    return this.firefox.downloads;
  }

  goto(url: string) {
    return this.firefox.goto(url);
  }

  async reload() {
    await this.firefox.target('page');
    await this.firefox.command('WebDriver:Refresh');
  }

  async back() {
    await this.firefox.target('page');
    await this.firefox.command('WebDriver:Back');
  }

  openPrivateWindow() {
    return this.firefox.openPrivateWindow();
  }

  openDevtools() {
    return this.firefox.openDevtools();
  }

  openPanel() {
    return this.firefox.openPanel();
  }

  closeDevtools() {
    return this.firefox.closeDevtools();
  }

  reloadPanel() {
    return this.firefox.reloadPanel();
  }

  evalInPage<A extends unknown[], R>(work: Work<A, R>, ...args: A) {
    return this.firefox.runInPage(work, ...args);
  }

  async evalInPanel<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> {
    await this.firefox.target('panel');
    return this.firefox.run(work, ...args);
  }

  async element<A extends unknown[]>(find: (...args: A) => Element | null, ...args: A) {
    return wrap(await this.evalInPanel(find, ...args), this.firefox);
  }

  async press(keys: string) {
    await this.firefox.target('panel');
    const values = keys.split('+').map((name) => KEYS[name] ?? name);
    const actions = [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
    ];
    await this.firefox.perform([{ type: 'key', id: 'keyboard', actions }]);
  }

  screenshot(file: string) {
    return this.firefox.screenshot(file);
  }

  wire() {
    return firefoxWire(this.firefox);
  }

  async reloadExtension() {
    if (!this.#extension) throw new Error('This browser was started without the extension.');
    await this.firefox.reloadExtension(this.#extension);
  }

  setSiteAccess(granted: boolean) {
    return this.firefox.setSiteAccess(granted);
  }

  close() {
    return this.firefox.close();
  }
}

/** @param found an element, which Marionette hands over as its handle */
function wrap(found: Element | null | undefined, firefox: Firefox): PanelElement | null {
  return found ? new FirefoxElement(found as unknown as ElementHandle, firefox) : null;
}

class FirefoxElement implements PanelElement {
  #handle;
  #firefox;

  constructor(handle: ElementHandle, firefox: Firefox) {
    this.#handle = handle;
    this.#firefox = firefox;
  }

  async click(options?: ClickOptions) {
    if (!options) await this.#firefox.click(this.#handle);
    else {
      await this.read((element) => element.scrollIntoView({ block: 'nearest' }));
      await this.#firefox.perform(clickActions(this.#handle, options));
    }
  }

  type(text: string) {
    return this.#firefox.type(this.#handle, text);
  }

  upload(file: string) {
    return this.#firefox.type(this.#handle, file);
  }

  read<A extends unknown[], R>(work: (element: Element, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.#firefox.run(work, this.#handle as unknown as Element, ...args);
  }

  async element<A extends unknown[]>(find: (element: Element, ...args: A) => Element | null, ...args: A) {
    return wrap(await this.read(find, ...args), this.#firefox);
  }
}

/** A click as WebDriver's actions, for what its plain click cannot do. Both devices act tick by tick. */
function clickActions(origin: ElementHandle, { button = 'left', count = 1, modifiers = [] }: ClickOptions) {
  const pause = { type: 'pause' };
  const held = modifiers.map((name) => KEYS[name] ?? name);
  const code = button === 'left' ? 0 : 2;
  const clicks = Array.from({ length: count }, () => ['pointerDown', 'pointerUp']).flat();
  const pointer = [
    { type: 'pointerMove', origin, x: 0, y: 0 },
    ...held.map(() => pause),
    ...clicks.map((type) => ({ type, button: code })),
  ];
  const keys = [
    pause,
    ...held.map((value) => ({ type: 'keyDown', value })),
    ...clicks.map(() => pause),
    ...held.map((value) => ({ type: 'keyUp', value })),
  ];
  return [
    { type: 'key', id: 'keyboard', actions: keys },
    { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: pointer },
  ];
}
