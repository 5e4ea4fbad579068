import { useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

export function ImportButton() {
  const { files } = useStore();
  const input = useRef<HTMLInputElement>(null);
  const onChange = async (): Promise<void> => {
    const element = input.current;
    if (!element?.files) return;
    const chosen = [...element.files];
    // Or choosing the same file again would be no change.
    element.value = '';
    await files.importFiles(chosen);
  };
  return (
    <label class="tool" title="Import session: .har .zip .jsonl .gz">
      <Icon name="import" />
      <input
        class="sr"
        type="file"
        id={IMPORT_ID}
        multiple
        accept=".har,.zip,.jsonl,.gz"
        aria-label="Import session"
        ref={input}
        onChange={onChange}
      />
    </label>
  );
}

const IMPORT_ID = 'import-session';

/** Opens the browser's dialog for session files; call it in a click. */
export const chooseSessionFiles = (): void => document.getElementById(IMPORT_ID)?.click();
