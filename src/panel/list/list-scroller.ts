import { type Extent, isStuck, type Scroll, scrolled, scrollTo } from './window.ts';

/** For so long after a wheel or touch event, in milliseconds, scrolling is taken for its doing. */
const GESTURE_MS = 600;

export type Way = 'up' | 'down' | 'none';

export interface ScrollListener {
  /** the part of the element that shows rows has another height */
  onResize(): void;
  /** The list was scrolled up, down, or (`none`) only cut short by the browser. */
  onScroll(way: Way, atEnd: boolean): void;
}

/** The scrolling element of a list. Keeps the list's own position, from which the element's may differ. */
export class ListScroller {
  /** height of what shows rows, CSS pixels; 0 while hidden */
  viewport = 0;
  extent: Extent = { total: 0, viewport: 0 };
  #listener: ScrollListener;
  #head = 0;
  #element: HTMLElement | null = null;
  #detach: (() => void) | null = null;
  #scroll: Scroll = { top: 0, position: 0 };
  #gesture = Number.NEGATIVE_INFINITY;
  #moving = false;

  constructor(listener: ScrollListener) {
    this.#listener = listener;
  }

  /** Pixels of rows above the viewport. */
  get position(): number {
    return this.#scroll.position;
  }

  /** `head` is the height of what sticks over the rows. */
  attach(element: HTMLElement | null, head: number): void {
    this.#detach?.();
    this.#detach = null;
    this.#element = element;
    this.#head = head;
    if (!element) return;
    const observer = new ResizeObserver(() => this.#measure());
    const controller = new AbortController();
    const options = { passive: true, signal: controller.signal };
    element.addEventListener('wheel', (event) => this.#onWheel(event), options);
    element.addEventListener('touchmove', (event) => this.#onGesture(event), options);
    element.addEventListener('scroll', (event) => this.#onScroll(event), options);
    element.addEventListener('scrollend', () => this.#settle(), options);
    observer.observe(element);
    this.#detach = () => {
      observer.disconnect();
      controller.abort();
    };
    this.#measure();
  }

  moveTo(position: number): void {
    this.#put(scrollTo(position, this.extent));
  }

  /** Brings the scrollbar in line with `position` after the list has changed. */
  align(position: number): void {
    const target = scrollTo(position, this.extent);
    const isOff = !this.#moving && Math.abs(target.top - this.#scroll.top) > 1;
    if (isOff || target.position !== this.#scroll.position) this.#put(target);
  }

  #put(scroll: Scroll): void {
    this.#scroll = scroll;
    if (!this.#element) return;
    this.#element.scrollTop = scroll.top;
    // What the browser made of it, so that its scroll event is no news.
    this.#scroll = { position: scroll.position, top: this.#element.scrollTop };
  }

  #measure(): void {
    const viewport = Math.max(0, (this.#element?.clientHeight ?? 0) - this.#head);
    if (viewport === this.viewport) return;
    this.viewport = viewport;
    // An element that was hidden has lost its scrollTop.
    if (viewport > 0) this.#put(this.#scroll);
    this.#listener.onResize();
  }

  #onGesture(event: Event): void {
    this.#gesture = event.timeStamp;
  }

  #onWheel(event: WheelEvent): void {
    this.#onGesture(event);
    // Said before the browser scrolls: a pinned list that grows meanwhile would take the view back.
    if (event.deltaY < 0 && this.#scroll.position > 0) this.#listener.onScroll('up', false);
  }

  #onScroll(event: Event): void {
    const element = this.#element;
    const before = this.#scroll;
    if (!element || element.scrollTop === before.top || this.viewport === 0) return;
    const top = element.scrollTop;
    // Asked of the element: the list may have become shorter than we have heard yet.
    const atEnd = top >= element.scrollHeight - element.clientHeight - 1;
    this.#moving = true;
    this.#scroll = scrolled(before, top, this.extent, event.timeStamp - this.#gesture < GESTURE_MS);
    const { position } = this.#scroll;
    if (isStuck(this.#scroll, this.extent)) this.#settle();
    const way = position > before.position ? 'down' : atEnd ? 'none' : 'up';
    this.#listener.onScroll(way, atEnd);
  }

  #settle(): void {
    this.#moving = false;
    this.align(this.#scroll.position);
  }
}
