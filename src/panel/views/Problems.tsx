import './Strip.css';
import type { Problem } from '../store/problems.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** What went wrong, each with what to do, until it is dismissed. */
export function Problems() {
  const { problems } = useStore();
  return (
    <>
      {problems.list.value.map((problem) => (
        <ProblemStrip key={problem.id} {...problem} onDismiss={() => problems.dismiss(problem.id)} />
      ))}
    </>
  );
}

function ProblemStrip({ what, todo, details, onDismiss }: Problem & { onDismiss: () => void }) {
  return (
    <div class="strip problem">
      <Icon name="warning" class="error" />
      <div class="say">
        <p role="alert">
          {what} <span class="todo-line">{todo}</span>
        </p>
        {details.length > 0 && (
          <details>
            <summary>All problems ({details.length})</summary>
            <ul>
              {details.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <button type="button" class="tool" aria-label="Dismiss" title="Dismiss" onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
