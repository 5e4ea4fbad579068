import './Dialog.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';

interface DialogProps {
  label: string;
  /** what the button says that closes it */
  close: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** Something to look at before everything else. Afterwards the focus is where it was. */
export function Dialog({ label, close, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="dialog" aria-label={label} ref={dialog} onClose={onClose}>
      <button type="button" class="tool" aria-label={close} title="Close (Esc)" onClick={onClose}>
        <Icon name="close" />
      </button>
      {children}
    </dialog>
  );
}
