import type { Direction } from '../../protocol/event.ts';
import { cellsOf, type SideCells } from '../compare/comparison-cells.ts';
import { VERDICT_WORDS, waitWords } from '../explain/replay-words.ts';
import type { Comparison, ComparisonVerdict } from '../store/replay-state.ts';
import { Icon, type IconName } from './Icon.tsx';
import { memo } from './memo.ts';

interface Props {
  comparison: Comparison;
  at: number;
  isSelected: boolean;
  /** the frame whose turn it is */
  isNext: boolean;
  /** what it waits for, null where that is its time only */
  waiting: string | null;
}

const CLASSES: Record<ComparisonVerdict, string> = {
  same: '',
  late: '',
  differs: 'diff',
  missing: 'lost',
  extra: 'extra',
  pending: 'to-come',
  skipped: 'to-come',
};

const LOST: Record<Direction, string> = { sent: 'was not sent', received: 'did not come' };

export const comparisonRowId = (at: number): string => `comparison-${at}`;

export const ComparisonRowView = memo(({ comparison, at, isSelected, isNext, waiting }: Props) => {
  const row = comparison.at(at);
  const { verdict, direction } = row;
  const { recorded, fresh } = cellsOf(comparison, row);
  const classes = ['row', CLASSES[verdict], at % 2 === 1 && 'odd', isNext && 'next', isSelected && 'active'];
  return (
    <div
      class={classes.filter(Boolean).join(' ')}
      role="row"
      id={comparisonRowId(at)}
      aria-rowindex={at + 2}
      aria-selected={isSelected}
      data-row={at}
      tabIndex={-1}
    >
      <span class="seq" role="gridcell" data-column="step">
        {row.step}
      </span>
      <span class="way" role="gridcell" data-column="direction">
        <Icon name={direction} class={direction} />
        <span class="sr">{direction}</span>
      </span>
      <span class="t" role="gridcell" data-column="recorded-time">
        {recorded?.time}
      </span>
      <span class="nm" role="gridcell" data-column="recorded-name" title={recorded?.name}>
        {recorded?.name}
      </span>
      <span class="rec" role="gridcell" data-column="recorded">
        {recorded && <Data {...recorded} as="del" />}
      </span>
      <Verdict verdict={verdict} isNext={isNext} />
      <span
        class={verdict === 'late' ? 't late' : 't'}
        role="gridcell"
        data-column="new-time"
        title={waitWords(row.wait)}
      >
        {verdict === 'late' && <Icon name="pending" />}
        {fresh?.time}
      </span>
      <span class="nm" role="gridcell" data-column="new-name" title={fresh?.name}>
        {fresh?.name}
      </span>
      <span class="new" role="gridcell" data-column="new">
        {fresh && <Data {...fresh} as="ins" />}
        {waiting !== null && <span class="reason">{waiting}</span>}
        {verdict === 'missing' && <span class="error">{LOST[direction]}</span>}
      </span>
    </div>
  );
});

const SIGNS: Partial<Record<ComparisonVerdict, [IconName, string]>> = {
  same: ['same', 'dim'],
  late: ['same', 'dim'],
  differs: ['differs', 'warning'],
  missing: ['minus', 'error'],
  extra: ['plus', 'ok'],
};

function Verdict({ verdict, isNext }: { verdict: ComparisonVerdict; isNext: boolean }) {
  const [icon, tone] = SIGNS[verdict] ?? (isNext ? (['pending', ''] as const) : []);
  return (
    <span class="verdict-cell new-side" role="gridcell" data-column="result" title={VERDICT_WORDS[verdict]}>
      {icon && <Icon name={icon} class={tone ?? ''} />}
      <span class="sr">{VERDICT_WORDS[verdict]}</span>
    </span>
  );
}

function Data({ data, reason, as: Changed }: SideCells & { as: 'del' | 'ins' }) {
  if (reason !== '') return <span class="reason">{reason}</span>;
  return data.map(({ text, isChanged }) => (isChanged ? <Changed>{text}</Changed> : text));
}
