import './ShortcutList.css';
import { SHORTCUTS } from '../format/shortcuts.ts';
import { Dialog } from './Dialog.tsx';
import { useStore } from './store-context.ts';

/** All that keys do. */
export function ShortcutList() {
  const { showsShortcuts } = useStore();
  const close = (): void => {
    showsShortcuts.value = false;
  };
  return (
    <Dialog label="Keyboard shortcuts" close="Close shortcuts" onClose={close}>
      <div class="shortcuts">
        {SHORTCUTS.map(({ where, keys }) => (
          <section key={where}>
            <h2>{where}</h2>
            <dl>
              {keys.map(([labels, what]) => (
                <div key={what} class="contents">
                  <dt>
                    {labels.map((label) => (
                      <kbd key={label}>{label}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
