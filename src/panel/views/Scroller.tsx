import type { ComponentChildren } from 'preact';

interface ScrollerProps {
  label: string;
  class: string;
  scrollRef?: (element: HTMLElement | null) => void;
  hidden?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
}

/** Something to read that scrolls by itself. */
export function Scroller({ label, class: name, scrollRef, hidden, onKeyDown, children }: ScrollerProps) {
  return (
    <div
      class={name}
      ref={scrollRef}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse it scrolls by the keys
      tabIndex={0}
      hidden={hidden}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}
