import './Completion.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Completion } from '../../filter/complete.ts';
import { completionId } from './completion-id.ts';
import { Icon, type IconName } from './Icon.tsx';

export interface CompletionListProps {
  id: string;
  query: string;
  completions: readonly Completion[];
  /** index of the one the keyboard is on */
  chosen: number;
  onTake: (completion: Completion) => void;
}

/** The signs that frames have in the table, so that the list of terms tells what they mean. */
const SIGNS: Readonly<Record<string, readonly [icon: IconName, tone: string]>> = {
  'dir:in': ['received', 'received'],
  'dir:received': ['received', 'received'],
  'dir:out': ['sent', 'sent'],
  'dir:sent': ['sent', 'sent'],
  'is:edited': ['edit', 'edited'],
  'is:injected': ['injected', 'injected'],
  'is:replayed': ['replay', 'replayed'],
  'is:heartbeat': ['heartbeat', 'dim'],
  'is:error': ['warning', 'error'],
  'is:pending': ['pending', 'dim'],
  'is:bookmarked': ['bookmarked', 'dim'],
};

/** What may stand where the caret is. The input keeps the focus. */
export function CompletionList({ id, query, completions, chosen, onTake }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const at = completions[0]?.at ?? query.length;
  return (
    <div class="completion" style={{ '--at': at }}>
      <div class="options" id={id} role="listbox" aria-label="Completions" ref={list}>
        {completions.map((completion, index) => (
          <div
            key={completion.text}
            id={completionId(id, index)}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => {
              // The input is not to lose the focus.
              event.preventDefault();
              onTake(completion);
            }}
          >
            <Sign term={completion.text.replace(/^-/, '')} />
            <span class="clip">{completion.text}</span>
            <span class="what clip">{completion.description}</span>
          </div>
        ))}
      </div>
      <div class="foot">
        <kbd>Tab</kbd> take <kbd>Esc</kbd> close
      </div>
    </div>
  );
}

function Sign({ term }: { term: string }) {
  const [icon, tone] = (Object.hasOwn(SIGNS, term) ? SIGNS[term] : undefined) ?? [];
  return icon ? <Icon name={icon} class={tone ?? ''} /> : <span />;
}
