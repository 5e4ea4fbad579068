import { useEffect, useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { type Copier, useCopier } from './use-copier.ts';

/** For so long, in milliseconds, a button says that it has copied. */
const SAID_MS = 1500;

interface CopyButtonProps {
  label: string;
  title: string;
  /** null where there is nothing */
  copy: ((copier: Copier) => Promise<boolean>) | null;
}

/** Copies, and says so. */
export function CopyButton({ label, title, copy }: CopyButtonProps) {
  const copier = useCopier();
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const onClick = async (): Promise<void> => {
    if (copy) setSaid((await copy(copier)) ? 'Copied' : 'This could not be copied');
  };
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={said || title}
      disabled={copy === null}
      onClick={onClick}
    >
      <Icon name={said === '' ? 'copy' : said === 'Copied' ? 'check' : 'warning'} />
      <span class="sr" aria-live="polite">
        {said}
      </span>
    </button>
  );
}
