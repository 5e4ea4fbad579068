import { formatCount } from '../format/count.ts';
import { formatMoment } from '../format/moment.ts';
import type { JsonRow } from '../json/json-tree.ts';
import { dateIn, type JsonKind, kindAt, SHOWN_VALUE } from '../json/json-value.ts';
import type { TextSpan } from '../text/match-spans.ts';
import { Found } from './Found.tsx';
import { Icon } from './Icon.tsx';

/** So much of a closed object or array is shown beside its size. */
const SHOWN_INSIDE = 120;

interface JsonRowViewProps {
  id: string;
  /** row in the tree, from 0 */
  place: number;
  /** the text of the whole document */
  text: string;
  /** what is looked for */
  spans: readonly TextSpan[];
  row: JsonRow;
  isActive: boolean;
}

export function JsonRowView({ id, place, text, spans, row, isActive }: JsonRowViewProps) {
  const { size, isOpen } = row;
  return (
    <div
      role="treeitem"
      id={id}
      class={isActive ? 'active' : undefined}
      data-row={place}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={size ? isOpen : undefined}
      aria-selected={isActive}
      style={{ '--d': row.level - 1 }}
    >
      {size ? <Icon name={isOpen ? 'down' : 'right'} class="twist" /> : <span class="leaf" />}
      <span>
        <span class="k">{row.key}</span>:{' '}
        {size === null ? (
          <Scalar text={text} spans={spans} row={row} />
        ) : (
          <Container text={text} row={row} size={size} />
        )}
      </span>
    </div>
  );
}

const CLASSES: Partial<Record<JsonKind, string>> = { string: 's', number: 'n', atom: 'a' };

type ScalarProps = Pick<JsonRowViewProps, 'text' | 'spans' | 'row'>;

function Scalar({ text, spans, row: { key, start, end } }: ScalarProps) {
  const shownEnd = Math.min(end, start + SHOWN_VALUE);
  const token = text.slice(start, shownEnd);
  const kind = kindAt(text, start);
  const date = kind === 'number' ? dateIn(key, token) : null;
  return (
    <>
      <span class={CLASSES[kind]}>
        <Found text={text} spans={spans} at={start} end={shownEnd} />
      </span>
      {token.length < end - start && (
        <span class="hint">… {formatCount(end - start)} characters in all, see Text</span>
      )}
      {date !== null && <span class="hint">{formatMoment(date, Date.now())}</span>}
    </>
  );
}

function Container({ text, row, size }: { text: string; row: JsonRow; size: number }) {
  const [open, close] = row.isArray ? ['[', ']'] : ['{', '}'];
  const shown = text.slice(row.start, Math.min(row.end, row.start + SHOWN_INSIDE)).replace(/\s+/g, ' ');
  return (
    <span class="more">
      {open}
      {size > 0 && formatCount(size)}
      {close}
      {size > 0 && !row.isOpen && (
        <span class="inside">
          {shown}
          {row.end - row.start > SHOWN_INSIDE && '…'}
        </span>
      )}
    </span>
  );
}
