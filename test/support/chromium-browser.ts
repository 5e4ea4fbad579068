import type { ElementHandle, Frame, JSHandle, KeyInput, Page } from 'puppeteer-core';
import { Chromium } from '../../scripts/chromium.mjs';
import { chromiumWire } from './chromium-wire.ts';
import type { ClickOptions, DrivenBrowser, LaunchOptions, PanelElement, Work } from './driven-browser.ts';

/** @param extension folder of the unpacked extension */
export async function launchChromium(
  extension: string | null,
  options: LaunchOptions,
): Promise<ChromiumBrowser> {
  const chromium = await Chromium.launch({ ...options, extension });
  return new ChromiumBrowser(chromium, extension);
}

/** Puppeteer's own types expect functions of its handles; it sends any function as text. */
type Sendable = (...args: unknown[]) => unknown;

export class ChromiumBrowser implements DrivenBrowser {
  readonly chromium;
  #extension;
  #panel: Frame | null = null;

  constructor(chromium: Chromium, extension: string | null) {
    this.chromium = chromium;
    this.#extension = extension;
  }

  get downloads() {
    return this.chromium.downloads;
  }

  async goto(url: string) {
    await this.chromium.page.goto(url, { waitUntil: 'load' });
  }

  async reload() {
    await this.chromium.page.reload({ waitUntil: 'load' });
  }

  async back() {
    await this.chromium.page.goBack({ waitUntil: 'load' });
  }

  openPrivateWindow() {
    return this.chromium.openPrivateWindow();
  }

  async openDevtools() {
    await this.chromium.openDevtools();
  }

  async openPanel() {
    this.#panel = (await this.chromium.openPanel()).panel;
  }

  async closeDevtools() {
    this.#panel = null;
    await this.chromium.closeDevtools();
  }

  async reloadPanel() {
    const panel = this.#shown();
    await Promise.all([panel.waitForNavigation(), panel.evaluate(() => location.reload())]);
  }

  async evalInPage<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> {
    return (await this.chromium.page.evaluate(work as unknown as Sendable, ...args)) as Awaited<R>;
  }

  async evalInPanel<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> {
    return (await this.#shown().evaluate(work as unknown as Sendable, ...args)) as Awaited<R>;
  }

  async element<A extends unknown[]>(find: (...args: A) => Element | null, ...args: A) {
    const found = await this.#shown().evaluateHandle(find as unknown as Sendable, ...args);
    return wrap(found, this.#devtools());
  }

  async press(keys: string) {
    const names = keys.split('+') as KeyInput[];
    const { keyboard } = this.#devtools();
    for (const name of names) await keyboard.down(name);
    for (const name of names.reverse()) await keyboard.up(name);
  }

  async screenshot(file: string) {
    await this.#devtools().screenshot({ path: file as `${string}.png` });
  }

  wire() {
    return chromiumWire(this.chromium.page);
  }

  async reloadExtension() {
    if (!this.#extension) throw new Error('This browser was started without the extension.');
    await this.chromium.reloadExtension(this.#extension);
  }

  setSiteAccess(granted: boolean) {
    return this.chromium.setSiteAccess(granted);
  }

  close() {
    return this.chromium.close();
  }

  #shown(): Frame {
    if (!this.#panel) throw new Error('The panel is not open.');
    return this.#panel;
  }

  #devtools() {
    if (!this.chromium.devtools) throw new Error('DevTools are not open.');
    return this.chromium.devtools;
  }
}

function wrap(found: JSHandle, devtools: Page): PanelElement | null {
  const element = found.asElement();
  return element && new ChromiumElement(element as ElementHandle<Element>, devtools);
}

class ChromiumElement implements PanelElement {
  #handle;
  #devtools;

  constructor(handle: ElementHandle<Element>, devtools: Page) {
    this.#handle = handle;
    this.#devtools = devtools;
  }

  async click({ button = 'left', count = 1, modifiers = [] }: ClickOptions = {}) {
    const { keyboard } = this.#devtools;
    for (const modifier of modifiers) await keyboard.down(modifier);
    try {
      await this.#handle.click({ button, count });
    } finally {
      for (const modifier of modifiers) await keyboard.up(modifier);
    }
  }

  type(text: string) {
    return this.#handle.type(text);
  }

  upload(file: string) {
    return (this.#handle as ElementHandle<HTMLInputElement>).uploadFile(file);
  }

  async read<A extends unknown[], R>(
    work: (element: Element, ...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>> {
    return (await this.#handle.evaluate(work as unknown as Sendable, ...args)) as Awaited<R>;
  }

  async element<A extends unknown[]>(find: (element: Element, ...args: A) => Element | null, ...args: A) {
    return wrap(await this.#handle.evaluateHandle(find as unknown as Sendable, ...args), this.#devtools);
  }
}
