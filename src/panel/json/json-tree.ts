import { type JsonChildren, readChildren, SCALAR } from './json-children.ts';

/** One line of the tree as it is shown. */
export interface JsonRow {
  /** from 1 */
  level: number;
  /** place among its siblings, from 1, and how many they are */
  position: number;
  siblings: number;
  /** the key as written without its quotes, or the index */
  key: string;
  /** children it can show, null for a string, number or other scalar */
  size: number | null;
  isArray: boolean;
  isOpen: boolean;
  /** offsets of the value in the text */
  start: number;
  end: number;
}

/** An open object or array: its children, those of them that are open, and how many rows they all make. */
interface Branch {
  children: JsonChildren;
  parent: Branch | null;
  /** place in the parent */
  index: number;
  level: number;
  /** by index, in order */
  open: Branch[];
  rows: number;
}

interface Place {
  branch: Branch;
  index: number;
}

/**
 * A JSON document as rows that open and close. Only what is open is read and only the rows asked for are made,
 * so that a document of many megabytes costs what one looks at. The outermost object or array has no row.
 */
export class JsonTree {
  readonly text: string;
  #root: Branch;

  /** `start` is the offset of the object or array in `text`, which must be valid JSON from there to its end. */
  constructor(text: string, start = 0) {
    this.text = text;
    this.#root = branch(readChildren(text, start), null, 0, 1);
  }

  get length(): number {
    return this.#root.rows;
  }

  row(at: number): JsonRow {
    const { branch, index } = this.#place(at);
    const { children } = branch;
    const size = children.size(index);
    const start = children.start(index);
    return {
      level: branch.level,
      position: index + 1,
      siblings: children.length,
      key: keyOf(children, index),
      size: size === SCALAR ? null : size,
      isArray: children.text[start] === '[',
      isOpen: find(branch.open, index) !== undefined,
      start,
      end: children.end(index),
    };
  }

  /** The row of what holds the one at `at`, null for the outermost. */
  parentOf(at: number): number | null {
    const { branch } = this.#place(at);
    return branch.parent ? rowAt(branch.parent, branch.index) : null;
  }

  /** Opens a row that has children; returns whether that changed anything. */
  open(at: number): boolean {
    return this.#open(this.#place(at)) !== null;
  }

  /** Closes a row and forgets what was open below it; returns whether that changed anything. */
  close(at: number): boolean {
    const { branch, index } = this.#place(at);
    const found = find(branch.open, index);
    if (!found) return false;
    branch.open.splice(branch.open.indexOf(found), 1);
    grow(branch, -found.rows);
    return true;
  }

  /**
   * Opens one after the other, outermost first, as long as no more than `limit` rows are shown; what does not fit is passed
   * over. Where nothing fits, the first is opened whatever its size, so that asking again always leads on. Returns whether
   * all is open now.
   */
  openAll(limit: number): boolean {
    const { length } = this;
    const tooLarge = this.#openWithin(limit);
    if (!tooLarge) return true;
    if (this.length > length) return false;
    this.#open(tooLarge);
    return this.#openWithin(limit) === null;
  }

  /** Opens whole levels from the outermost on, as long as no more than `limit` rows are shown. */
  openLevels(limit: number): void {
    let level = [this.#root];
    while (level.length > 0) {
      let rows = this.length;
      for (const { children } of level)
        for (let index = 0; index < children.length && rows <= limit; index++)
          rows += Math.max(0, children.size(index));
      if (rows > limit) return;
      level = level.flatMap((branch) =>
        Array.from({ length: branch.children.length }, (_, index) => this.#open({ branch, index })).filter(
          (opened) => opened !== null,
        ),
      );
    }
  }

  closeAll(): void {
    this.#root.open = [];
    this.#root.rows = this.#root.children.length;
  }

  /** Where the row's value is in the document: keys are strings, places in arrays numbers. */
  path(at: number): (string | number)[] {
    const path: (string | number)[] = [];
    let { branch, index }: { branch: Branch | null; index: number } = this.#place(at);
    while (branch) {
      const { children } = branch;
      path.unshift(children.isObject ? nameOf(children.keyToken(index)) : index);
      index = branch.index;
      branch = branch.parent;
    }
    return path;
  }

  /** Opens what fits, outermost first, and returns the first that does not. */
  #openWithin(limit: number): Place | null {
    let tooLarge: Place | null = null;
    let level = [this.#root];
    while (level.length > 0) {
      const next: Branch[] = [];
      for (const branch of level)
        for (let index = 0; index < branch.children.length; index++) {
          const size = branch.children.size(index);
          const known = find(branch.open, index);
          const fits = this.length + size <= limit;
          if (size > 0 && !known && !fits) tooLarge ??= { branch, index };
          const opened = known ?? (fits ? this.#open({ branch, index }) : null);
          if (opened) next.push(opened);
        }
      level = next;
    }
    return tooLarge;
  }

  #open({ branch: parent, index }: Place): Branch | null {
    const { children } = parent;
    if (children.size(index) < 1 || find(parent.open, index)) return null;
    const opened = branch(
      readChildren(children.text, children.start(index)),
      parent,
      index,
      parent.level + 1,
    );
    let place = parent.open.length;
    while (place > 0 && (parent.open[place - 1] as Branch).index > index) place--;
    parent.open.splice(place, 0, opened);
    grow(parent, opened.rows);
    return opened;
  }

  #place(at: number): Place {
    if (!(at >= 0 && at < this.length)) throw new RangeError(`No row ${at} of ${this.length}.`);
    let branch = this.#root;
    let rest = at;
    search: for (;;) {
      let passed = 0;
      for (const inner of branch.open) {
        const row = inner.index + passed;
        if (rest <= row) break;
        if (rest <= row + inner.rows) {
          branch = inner;
          rest -= row + 1;
          continue search;
        }
        passed += inner.rows;
      }
      return { branch, index: rest - passed };
    }
  }
}

function branch(children: JsonChildren, parent: Branch | null, index: number, level: number): Branch {
  return { children, parent, index, level, open: [], rows: children.length };
}

const find = (open: readonly Branch[], index: number): Branch | undefined => {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((open[middle] as Branch).index < index) low = middle + 1;
    else high = middle;
  }
  return open[low]?.index === index ? open[low] : undefined;
};

function grow(from: Branch, rows: number): void {
  for (let branch: Branch | null = from; branch; branch = branch.parent) branch.rows += rows;
}

/** The row of child `index` of `branch`, counted in the whole tree. */
function rowAt(branch: Branch, index: number): number {
  let row = index;
  for (const inner of branch.open) if (inner.index < index) row += inner.rows;
  return branch.parent ? rowAt(branch.parent, branch.index) + 1 + row : row;
}

function keyOf(children: JsonChildren, index: number): string {
  return children.isObject ? children.keyToken(index).slice(1, -1) : String(index);
}

/** A key's token as the name it stands for. */
const nameOf = (token: string): string =>
  token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
