import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { hasTerm, withoutTerm, withTerm } from '../../filter/format.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

interface CountTableProps {
  title: string;
  /** beside the title */
  aside?: string;
  head: ComponentChildren;
  /** under the table */
  foot?: ComponentChildren;
  /** rows */
  children: ComponentChildren;
}

/** One part of the statistics: a heading, and a table under it. */
export function CountTable({ title, aside, head, foot, children }: CountTableProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 class="section">
        <span id={id}>{title}</span>
        {aside && <span class="aside">{aside}</span>}
      </h3>
      <table class="numbers" aria-labelledby={id}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {foot}
    </section>
  );
}

/** The head of a column for one direction. */
export const DirectionHead = ({ direction }: { direction: 'sent' | 'received' }) => (
  <th scope="col">
    <Icon name={direction} class={direction} /> {direction === 'sent' ? 'Sent' : 'Received'}
  </th>
);

/** Text that filters by `term`, or takes the term back. */
export function TermButton({ term, children }: { term: string; children: ComponentChildren }) {
  const { query } = useStore();
  const text = query.text.value;
  const isOn = hasTerm(text, term);
  const toggle = (): void => {
    query.text.value = isOn ? withoutTerm(text, term) : withTerm(text, term);
    query.caret.value = query.text.value.length;
  };
  return (
    <button
      type="button"
      class="link clip"
      aria-pressed={isOn}
      title={isOn ? `Take ${term} out of the filter` : `Filter by ${term}`}
      onClick={toggle}
    >
      {children}
    </button>
  );
}

/** A value that leads to the frame it was found at. */
export function FrameButton({
  frame,
  title,
  children,
}: {
  frame: number;
  title: string;
  children: ComponentChildren;
}) {
  const { selection } = useStore();
  return (
    <button type="button" class="link" title={title} onClick={() => selection.selectFrame(frame)}>
      {children}
    </button>
  );
}
