import { useRef, useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { Menu } from './Menu.tsx';
import { useStore } from './store-context.ts';

/** Saves what was compared. */
export function ReportButton() {
  const { replay } = useStore();
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);

  const open = (): void => {
    const { left = 0, top = 0 } = button.current?.getBoundingClientRect() ?? {};
    setPlace({ left, top: top - 60 });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label="Save report"
        title="Save report"
        aria-haspopup="menu"
        aria-expanded={place !== null}
        disabled={replay.comparison.value === null}
        onClick={open}
      >
        <Icon name="export" />
      </button>
      {place && (
        <Menu
          label="Save report"
          at={place}
          onClose={() => setPlace(null)}
          entries={[
            { label: 'Report', detail: '.json', run: () => replay.report('json') },
            { label: 'Report to read', detail: '.html', run: () => replay.report('html') },
          ]}
        />
      )}
    </>
  );
}
