import './Menu.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon.tsx';

export interface MenuAction {
  label: string;
  /** set apart at the end of the line, as a file's ending or a key */
  detail?: string;
  icon?: IconName;
  disabled?: boolean;
  run: () => void;
}

/** Stays open when it is toggled. */
export interface MenuCheck {
  label: string;
  isOn: boolean;
  toggle: () => void;
}

/** Actions under a heading. */
export interface MenuGroup {
  heading: string;
  actions: readonly MenuAction[];
}

export type MenuEntry = MenuAction | MenuCheck | MenuGroup | 'line';

interface Props {
  label: string;
  entries: readonly MenuEntry[];
  /** where it opens, in CSS pixels: by its left edge, or by its right one where that is given */
  at: { left?: number; right?: number; top: number };
  onClose: () => void;
}

/** How far from the panel's edge a menu keeps, in CSS pixels. */
const MARGIN = 4;

/** A menu by the ARIA pattern: takes the focus when it opens and gives it back when it closes. */
export function Menu({ label, entries, at, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const before = document.activeElement;
    itemsOf(menu.current)[0]?.focus();
    const onPointerDown = ({ target }: Event): void => {
      if (!menu.current?.contains(target as Node)) onClose();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    window.addEventListener('blur', onClose);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      window.removeEventListener('blur', onClose);
      window.removeEventListener('resize', onClose);
      const { activeElement } = document;
      const lostFocus = activeElement === null || activeElement === document.body;
      if ((lostFocus || menu.current?.contains(activeElement)) && before instanceof HTMLElement)
        before.focus();
    };
  }, []);

  useLayoutEffect(() => {
    if (menu.current) place(menu.current, at);
  }, [at.left, at.right, at.top]);

  const run = (action: MenuAction): void => {
    if (action.disabled) return;
    // Closing first gives the focus back, so that an action may then take it elsewhere.
    onClose();
    queueMicrotask(action.run);
  };

  // Where a key has opened this menu Firefox asks for one of its own, too.
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      return onClose();
    }
    const items = itemsOf(menu.current);
    const current = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? itemStarting(items, current, event.key) : items.at(to % items.length);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div
      class="menu"
      role="menu"
      aria-label={label}
      ref={menu}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      {entries.map((entry, index) => {
        if (entry === 'line') return <hr key={index} />;
        if ('isOn' in entry)
          return (
            <button
              key={entry.label}
              type="button"
              role="menuitemcheckbox"
              aria-checked={entry.isOn}
              tabIndex={-1}
              onClick={entry.toggle}
            >
              <Icon name={entry.isOn ? 'boxChecked' : 'box'} />
              <span class="label">{entry.label}</span>
            </button>
          );
        if ('actions' in entry)
          return (
            <div key={entry.heading} role="group" aria-label={entry.heading}>
              <div class="heading" aria-hidden="true">
                {entry.heading}
              </div>
              {entry.actions.map((action) => (
                <Item key={action.label} action={action} onRun={run} />
              ))}
            </div>
          );
        return <Item key={entry.label} action={entry} onRun={run} />;
      })}
    </div>
  );
}

function Item({ action, onRun }: { action: MenuAction; onRun: (action: MenuAction) => void }) {
  const { label, detail, icon, disabled } = action;
  return (
    <button
      type="button"
      role="menuitem"
      aria-disabled={disabled ?? false}
      tabIndex={-1}
      onClick={() => onRun(action)}
    >
      {icon ? <Icon name={icon} /> : <span />}
      <span class="label">{label}</span> {detail && <span class="ext">{detail}</span>}
    </button>
  );
}

const itemsOf = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
];

/** The next item whose label begins with a typed character. */
function itemStarting(items: HTMLElement[], current: number, key: string): HTMLElement | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const turned = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  return turned.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

/** Puts it where it was asked for, or where it is wholly in view. */
function place(menu: HTMLElement, { left, right, top }: Props['at']): void {
  const { width, height } = menu.getBoundingClientRect();
  const wanted = left ?? (right ?? 0) - width;
  menu.style.left = `${Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN))}px`;
  menu.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
}
