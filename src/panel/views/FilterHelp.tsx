import './FilterHelp.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Example, type Field, PROPOSED, proposedValues, SYNTAX } from '../../filter/fields.ts';
import { Icon } from './Icon.tsx';

export interface FilterHelpProps {
  onTake: (term: string) => void;
  onClose: () => void;
}

/** The filter's language on one page. Every example can be taken. */
export function FilterHelp({ onTake, onClose }: FilterHelpProps) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      class="filter-help"
      role="dialog"
      aria-label="Filter help"
      tabIndex={-1}
      ref={box}
      onKeyDown={onKeyDown}
    >
      <button type="button" class="tool" aria-label="Close help" title="Close (Esc)" onClick={onClose}>
        <Icon name="close" />
      </button>
      <h2>Terms</h2>
      <Examples examples={SYNTAX} onTake={onTake} />
      {PROPOSED.map((field) => (
        <div key={field.key}>
          <h2>
            <code>{field.key}:</code> {field.means}
          </h2>
          <Examples examples={[...field.examples, ...otherValues(field)]} onTake={onTake} />
        </div>
      ))}
    </section>
  );
}

/** Values of a fixed set that no example shows. */
function otherValues(field: Field): Example[] {
  if (field.kind !== 'choice') return [];
  const shown = field.examples.map(({ term }) => term.replace(/^-/, ''));
  return proposedValues(field)
    .map(({ text, means }) => ({ term: `${field.key}:${text}`, means }))
    .filter(({ term }) => !shown.includes(term));
}

function Examples({ examples, onTake }: { examples: readonly Example[]; onTake: (term: string) => void }) {
  return (
    <dl>
      {examples.map(({ term, means }) => (
        <div key={term}>
          <dt>
            <button type="button" class="link data" title="Add to the filter" onClick={() => onTake(term)}>
              {term}
            </button>
          </dt>
          <dd>{means}</dd>
        </div>
      ))}
    </dl>
  );
}
