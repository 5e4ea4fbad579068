/** Columns a tab reaches to, as the style sheet's `tab-size` has it. */
export const TAB_SIZE = 4;
/** Where nothing is wrapped, a line is still broken after this many columns: no browser lays out a megabyte at once. */
export const LONGEST_LINE = 10_000;

const FIRST_CAPACITY = 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;

/** A text cut into lines of at most so many columns. Offsets only: nothing of the text is copied. */
export class TextLines {
  #starts = new Uint32Array(FIRST_CAPACITY);
  #length = 0;

  constructor(
    readonly text: string,
    columns: number,
  ) {
    const widest = Math.max(2, columns);
    this.#push(0);
    let column = 0;
    for (let at = 0; at < text.length; ) {
      const unit = text.charCodeAt(at);
      if (unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) {
        this.#push(++at);
        column = 0;
        continue;
      }
      const isPair = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length;
      const width = unit < 0x80 ? asciiWidth(unit, column) : widthOf(text.codePointAt(at) ?? 0);
      if (column + width > widest) {
        this.#push(at);
        column = 0;
      }
      column += width;
      at += isPair ? 2 : 1;
    }
  }

  get length(): number {
    return this.#length;
  }

  /** Where the line begins and ends in the text, without what ends it. */
  span(index: number): { at: number; end: number } {
    const start = this.#starts[index] as number;
    let end = index + 1 < this.#length ? (this.#starts[index + 1] as number) : this.text.length;
    if (end > start && this.text.charCodeAt(end - 1) === LINE_FEED) end--;
    if (end > start && this.text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    return { at: start, end };
  }

  /** The line without what ends it. */
  line(index: number): string {
    const { at, end } = this.span(index);
    return this.text.slice(at, end);
  }

  /** The line in which an offset stands. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Whether the line goes on with the one before rather than follow a line end. */
  isContinued(index: number): boolean {
    if (index === 0) return false;
    const before = this.text.charCodeAt((this.#starts[index] as number) - 1);
    return before !== LINE_FEED && before !== CARRIAGE_RETURN;
  }

  #push(start: number): void {
    if (this.#length === this.#starts.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#length++] = start;
  }
}

const asciiWidth = (unit: number, column: number): number => {
  if (unit === TAB) return TAB_SIZE - (column % TAB_SIZE);
  return unit === CARRIAGE_RETURN ? 0 : 1;
};

/** Columns of a monospaced font: none for what combines, two for East Asian wide characters and emoji. */
function widthOf(point: number): number {
  if (point < 0x300) return 1;
  if (point < 0x370 || (point >= 0x200b && point <= 0x200f) || (point >= 0xfe00 && point <= 0xfe0f)) return 0;
  if (point < 0x1100) return 1;
  const isWide =
    point <= 0x115f ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd);
  return isWide ? 2 : 1;
}
