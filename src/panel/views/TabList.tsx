import type { ComponentChildren } from 'preact';

interface TabListProps<Name extends string> {
  label: string;
  /** of this panel's own: the ids of tabs and their panes begin with it */
  id: string;
  tabs: readonly Name[];
  chosen: Name;
  onChoose: (name: Name) => void;
}

/** Tabs by the ARIA pattern: one stop for the keyboard, arrows choose. Each is named as it is called. */
export function TabList<Name extends string>({ label, id, tabs, chosen, onChoose }: TabListProps<Name>) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const name = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (name === undefined) return;
    event.preventDefault();
    onChoose(name);
    document.getElementById(tabId(id, name))?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          class="tab"
          role="tab"
          id={tabId(id, name)}
          aria-selected={name === chosen}
          aria-controls={name === chosen ? paneId(id, name) : undefined}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

export const tabId = (id: string, name: string): string => `${id}-tab-${name}`;
export const paneId = (id: string, name: string): string => `${id}-pane-${name}`;

/** What a pane needs to belong to its tab. */
export const paneOf = (id: string, name: string) => ({
  role: 'tabpanel' as const,
  id: paneId(id, name),
  'aria-labelledby': tabId(id, name),
});

interface TabPaneProps {
  /** of the tabs it belongs to */
  id: string;
  name: string;
  /** whether the keyboard stops at it: where nothing in it can take the focus */
  isStop: boolean;
  children: ComponentChildren;
}

export function TabPane({ id, name, isStop, children }: TabPaneProps) {
  return (
    <div class="pane" {...paneOf(id, name)} tabIndex={isStop ? 0 : undefined}>
      {children}
    </div>
  );
}
