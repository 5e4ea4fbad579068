import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { CODE_FORMS, CODE_KINDS } from '../../codegen/code-kind.ts';
import { counted } from '../format/count.ts';
import { hidingWords } from '../format/hiding-words.ts';
import type { ExportFormat, ExportPart } from '../store/files.ts';
import { Icon } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import type { MenuEntry } from './Menu.tsx';
import { useStore } from './store-context.ts';

const Menu = lazy(() => import('./Menu.tsx').then((module) => module.Menu));

export function ExportMenu() {
  const { code, files, hiding, query, selection } = useStore();
  const button = useRef<HTMLButtonElement>(null);
  const at = useSignal<{ right: number; top: number } | null>(null);
  const onlyShown = useSignal(false);
  const onlySelected = useSignal(false);
  const isPacked = useSignal(false);

  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    // Never by mistake from the last time.
    onlyShown.value = false;
    onlySelected.value = false;
    if (box) at.value = { right: box.right, top: box.bottom };
  };
  const close = (): void => {
    at.value = null;
  };
  const part = (): ExportPart => {
    if (onlySelected.value) return 'selected';
    if (!onlyShown.value) return 'all';
    return query.matcher.value === null ? 'connections' : 'shown';
  };
  const write = (format: ExportFormat, sensitive: boolean) => () =>
    void files.exportSession(format, { sensitive, part: part(), isPacked: isPacked.value });

  const { chosen, isOpen } = hiding;
  const words = chosen.value ? hidingWords(chosen.value) : '';
  const isNarrowed = query.matcher.value !== null || selection.scope.value !== 'all';
  const entries: MenuEntry[] = [
    { label: 'Framereel session', detail: '.jsonl', run: write('jsonl', false) },
    { label: 'Framereel session with sensitive data', detail: '.jsonl', run: write('jsonl', true) },
    { label: 'HAR 1.2', detail: '.har', run: write('har', false) },
    { label: 'HAR 1.2 with sensitive data', detail: '.har', run: write('har', true) },
    { label: 'Packed with gzip', isOn: isPacked.value, toggle: () => (isPacked.value = !isPacked.value) },
    'line',
    {
      label: 'Hide before export…',
      ...(words && { detail: words }),
      run: () => (isOpen.value = true),
    },
    'line',
    {
      heading: 'Code that runs',
      actions: CODE_KINDS.map((kind) => ({
        label: CODE_FORMS[kind].label,
        run: () => void code.exportCode(kind, part()),
      })),
    },
  ];
  if (isNarrowed)
    entries.push('line', {
      label: 'Only what the table shows',
      isOn: onlyShown.value,
      toggle: () => (onlyShown.value = !onlyShown.value),
    });
  if (selection.frame.value !== null)
    entries.push(...(isNarrowed ? [] : ['line' as const]), {
      label: `Only ${counted(selection.frames.value?.size ?? 1, 'selected frame')}`,
      isOn: onlySelected.value,
      toggle: () => (onlySelected.value = !onlySelected.value),
    });
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label="Export"
        aria-haspopup="menu"
        aria-expanded={at.value !== null}
        title="Export"
        ref={button}
        onClick={() => (at.value ? close() : open())}
      >
        <Icon name="export" />
      </button>
      {at.value && <Menu label="Export" entries={entries} at={at.value} onClose={close} />}
    </>
  );
}
