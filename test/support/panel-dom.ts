/**
 * Functions that run inside the panel's document. They are sent there as text: each closes over nothing.
 */

/** What finds an element for a person: its role and its accessible name; any name where it is null. */
export interface Locator {
  role: string;
  name: string | null;
}

/**
 * The first visible element with this role and name, or null. Roles are those of HTML-AAM for the elements a panel
 * uses, and `file` for a file input, which has none. Names follow the accname order: labelledby, label, content, title.
 */
export function findElement({ role, name }: Locator): Element | null {
  const INPUT_ROLES: Record<string, string> = {
    button: 'button',
    checkbox: 'checkbox',
    file: 'file',
    number: 'spinbutton',
    radio: 'radio',
    range: 'slider',
    search: 'searchbox',
    submit: 'button',
  };
  const TAG_ROLES: Record<string, string> = {
    A: 'link',
    BUTTON: 'button',
    DIALOG: 'dialog',
    OPTION: 'option',
    OUTPUT: 'status',
    PROGRESS: 'progressbar',
    TABLE: 'table',
    TEXTAREA: 'textbox',
  };
  const NAMED_BY_CONTENT =
    /^(?:button|link|tab|menuitem\w*|option|row|gridcell|columnheader|treeitem|status|alert)$/;

  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

  function roleOf(element: Element): string {
    const given = element.getAttribute('role')?.split(' ')[0];
    if (given) return given;
    if (element.tagName === 'INPUT') {
      const type = element.getAttribute('type') ?? 'text';
      return INPUT_ROLES[type] ?? (element.hasAttribute('list') ? 'combobox' : 'textbox');
    }
    if (element.tagName === 'SELECT') return element.hasAttribute('multiple') ? 'listbox' : 'combobox';
    return TAG_ROLES[element.tagName] ?? '';
  }

  function contentOf(node: Node): string {
    if (node.nodeType === 3) return node.nodeValue ?? '';
    if (node.nodeType !== 1) return '';
    const element = node as Element;
    if (element.getAttribute('aria-hidden') === 'true' || element.hasAttribute('hidden')) return '';
    const label = element.getAttribute('aria-label') ?? element.getAttribute('alt');
    return label ?? [...element.childNodes].map(contentOf).join(' ');
  }

  function nameOf(element: Element): string {
    const labelledby = element.getAttribute('aria-labelledby');
    if (labelledby) {
      const parts = labelledby.split(/\s+/).map((id) => document.getElementById(id));
      return tidy(parts.map((part) => (part ? contentOf(part) : '')).join(' '));
    }
    const label = tidy(element.getAttribute('aria-label'));
    if (label) return label;
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<Element> | null) ?? [])] : [];
    if (labels.length) return tidy(labels.map(contentOf).join(' '));
    const content = NAMED_BY_CONTENT.test(roleOf(element)) ? tidy(contentOf(element)) : '';
    return content || tidy(element.getAttribute('title')) || tidy(element.getAttribute('placeholder'));
  }

  const visible = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], [inert]');

  for (const element of document.querySelectorAll('*'))
    if (roleOf(element) === role && (name === null || nameOf(element) === name) && visible(element))
      return element;
  return null;
}

/** A row of a grid that is in the document; `cells` by their `data-column`. */
export interface Row {
  /** `aria-rowindex`: the header is 1 */
  index: number;
  selected: boolean;
  text: string;
  cells: Record<string, string>;
}

/** The rows of a grid that are in the document, without its header, in order. */
export function readRows(grid: Element): Row[] {
  const tidy = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
  const rows = [...grid.querySelectorAll('[role=row]')].filter(
    (row) => !row.querySelector('[role=columnheader]'),
  );
  return rows
    .map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      selected: row.getAttribute('aria-selected') === 'true',
      text: tidy(row.textContent),
      cells: Object.fromEntries(
        [...row.querySelectorAll('[data-column]')].map((cell) => [
          cell.getAttribute('data-column') ?? '',
          tidy(cell.textContent),
        ]),
      ),
    }))
    .sort((a, b) => a.index - b.index);
}

/** Rows of a grid with its header, in the document or not. */
export function readRowCount(grid: Element): number {
  return Number(grid.getAttribute('aria-rowcount'));
}

/** The row at `index`, or the cell of it in that column; null where it is not in the document. */
export function findRow(grid: Element, index: number, column: string | null): Element | null {
  const row = grid.querySelector(`[role=row][aria-rowindex="${index}"]`);
  return column === null ? row : (row?.querySelector(`[data-column="${column}"]`) ?? null);
}

/** Scrolls a windowed grid so that the row at `index` is near its middle: by share, since its range may be scaled. */
export function scrollToRow(grid: Element, index: number): void {
  const inside = [grid, ...grid.querySelectorAll('*')];
  const scroller = inside.find(
    (element) =>
      element.scrollHeight > element.clientHeight + 1 &&
      /auto|scroll/.test(getComputedStyle(element).overflowY),
  );
  if (!scroller) return;
  const rows = Number(grid.getAttribute('aria-rowcount'));
  const middle = (scroller.scrollHeight * (index - 1)) / Math.max(1, rows);
  scroller.scrollTop = middle - scroller.clientHeight / 2;
}
