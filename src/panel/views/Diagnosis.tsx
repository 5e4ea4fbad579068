import type { Evidence, Diagnosis as Found } from '../../handshake/diagnosis.ts';
import { counted } from '../format/count.ts';
import { Icon, type IconName } from './Icon.tsx';

/** What to do about a connection that failed. */
export function Todo({ diagnosis }: { diagnosis: Found }) {
  const { todo, also } = diagnosis;
  if (todo.length === 0) return null;
  return (
    <>
      <h3 class="section">What to do</h3>
      <ol class="todo">
        {todo.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {also && <p class="also dim">{also}</p>}
    </>
  );
}

const KINDS: Record<Evidence['kind'], { icon: IconName; tone: string; label: string }> = {
  fail: { icon: 'close', tone: 'error', label: 'fails' },
  info: { icon: 'info', tone: 'dim', label: 'note' },
  ok: { icon: 'check', tone: 'ok', label: 'holds' },
};

/** What a diagnosis rests on, with its sources. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  const rules = evidence.filter(({ kind }) => kind !== 'info');
  const failing = rules.filter(({ kind }) => kind === 'fail').length;
  return (
    <>
      <h3 class="section">
        Evidence
        {failing > 0 && (
          <span class="aside">
            {failing} of {counted(rules.length, 'rule')} {failing === 1 ? 'fails' : 'fail'}
          </span>
        )}
      </h3>
      <ul class="proof">
        {evidence.map(({ kind, text, ref }) => (
          <li key={text} class={kind === 'fail' ? 'bad' : undefined}>
            <Icon name={KINDS[kind].icon} class={KINDS[kind].tone} label={KINDS[kind].label} />
            <span class="said">{text}</span>
            <span class="ref">{ref}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
