import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { DiffForm } from '../diff/diff-payloads.ts';
import { type DiffLine, type DiffRow, differencesAt, foldLines } from '../diff/diff-row.ts';
import { counted } from '../format/count.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { Icon } from './Icon.tsx';
import { Scroller } from './Scroller.tsx';

/** Height of a row in CSS pixels, as the style sheet has it. */
const ROW_HEIGHT = 18;

interface DiffLinesProps {
  lines: readonly DiffLine[];
  form: DiffForm;
  /** how to compare: stands first in the bar */
  choice: ComponentChildren;
  measure: (element: HTMLElement | null) => void;
}

/** Two documents as one list of lines: what was taken out, what was put in, and a few around that are the same. */
export function DiffLines({ lines, form, choice, measure }: DiffLinesProps) {
  const opened = useSignal<ReadonlySet<number>>(new Set());
  const current = useSignal<number | null>(null);
  const rows = useMemo(() => foldLines(lines, opened.value), [lines, opened.value]);
  const places = useMemo(() => differencesAt(rows), [rows]);
  const list = useListWindow({ count: rows.length, rowHeight: ROW_HEIGHT });
  const ref = useCallback((element: HTMLElement | null) => {
    measure(element);
    list.ref(element);
  }, []);

  const step = (way: 1 | -1): void => {
    const from = current.value ?? (way > 0 ? -1 : rows.length);
    const next = way > 0 ? places.find((at) => at > from) : places.findLast((at) => at < from);
    const at = next ?? places.at(way > 0 ? 0 : -1);
    if (at === undefined) return;
    current.value = at;
    list.reveal(Math.min(at + 2, rows.length - 1));
    list.reveal(Math.max(0, at - 1));
  };
  const open = (from: number): void => {
    opened.value = new Set([...opened.value, from]);
    current.value = null;
  };

  const shown = [];
  for (let at = list.first; at < list.end; at++) {
    const row = rows[at];
    if (row) shown.push(<Row key={at} row={row} isCurrent={at === current.value} onOpen={open} />);
  }
  return (
    <>
      <div class="decoder">
        {choice}
        <span class="step" aria-live="polite">
          {places.length === 0 ? sameSentence(form) : counted(places.length, 'difference')}
        </span>
        <span class="spring" />
        <StepButton
          label="Previous difference"
          icon="sent"
          disabled={places.length === 0}
          onStep={() => step(-1)}
        />
        <StepButton
          label="Next difference"
          icon="received"
          disabled={places.length === 0}
          onStep={() => step(1)}
        />
      </div>
      <Scroller label="Differences" class="diff" scrollRef={ref} hidden={places.length === 0}>
        <div class="runway" style={list.runway}>
          <div class="inview" style={list.pane}>
            <div style={list.offset}>{shown}</div>
          </div>
        </div>
      </Scroller>
    </>
  );
}

const sameSentence = (form: DiffForm): string =>
  form === 'JSON'
    ? 'Both say the same'
    : form === 'Text'
      ? 'The texts are the same'
      : 'The bytes are the same';

interface StepButtonProps {
  label: string;
  icon: 'sent' | 'received';
  disabled: boolean;
  onStep: () => void;
}

function StepButton({ label, icon, disabled, onStep }: StepButtonProps) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} disabled={disabled} onClick={onStep}>
      <Icon name={icon} />
    </button>
  );
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;
const WORDS = { same: '', removed: 'removed: ', added: 'added: ' } as const;

interface RowProps {
  row: DiffRow;
  isCurrent: boolean;
  onOpen: (from: number) => void;
}

function Row({ row, isCurrent, onOpen }: RowProps) {
  if (row.kind === 'left-out')
    return (
      <button type="button" class="line left-out" onClick={() => onOpen(row.from)}>
        {counted(row.to - row.from, 'line')} the same
      </button>
    );
  return (
    <div class={`line ${row.kind} ${isCurrent ? 'current' : ''}`} title={row.where || undefined}>
      <span class="sign" aria-hidden="true">
        {SIGNS[row.kind]}
      </span>
      <span class="sr">{WORDS[row.kind]}</span>
      {row.parts.map(({ text, isChanged }, index) =>
        !isChanged ? (
          text
        ) : row.kind === 'removed' ? (
          <del key={index}>{text}</del>
        ) : (
          <ins key={index}>{text}</ins>
        ),
      )}
    </div>
  );
}
