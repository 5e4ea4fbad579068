import { formatCount } from '../format/count.ts';
import { STEPS, sizesOf } from '../statistics/size-steps.ts';
import type { Tally } from '../statistics/tally.ts';
import { stepLabel, stepTerm } from '../statistics/words.ts';
import { CountTable, DirectionHead, TermButton } from './CountTable.tsx';

/** How many payloads there are of each size: bars to the left were sent, to the right received. */
export function SizeTable({ tally }: { tally: Tally }) {
  const { sent, received } = tally;
  const countAt = (step: number) => ({ sent: sent.steps[step] ?? 0, received: received.steps[step] ?? 0 });
  const all = Array.from({ length: STEPS }, (_, step) => ({ step, ...countAt(step) }));
  const isThere = (row: { sent: number; received: number }): boolean => row.sent + row.received > 0;
  const rows = all.slice(all.findIndex(isThere), all.findLastIndex(isThere) + 1);
  const most = Math.max(1, ...rows.map((row) => Math.max(row.sent, row.received)));
  return (
    <CountTable
      title="Sizes"
      aside="of payloads"
      head={
        <>
          <th scope="col">Size</th>
          <DirectionHead direction="sent" />
          <DirectionHead direction="received" />
        </>
      }
    >
      {rows.map((row) => {
        const sizes = sizesOf(row.step);
        return (
          <tr key={row.step}>
            <th scope="row">
              <TermButton term={stepTerm(sizes)}>{stepLabel(sizes)}</TermButton>
            </th>
            <BarCell direction="sent" count={row.sent} share={row.sent / most} />
            <BarCell direction="received" count={row.received} share={row.received / most} />
          </tr>
        );
      })}
    </CountTable>
  );
}

function BarCell({ direction, count, share }: { direction: string; count: number; share: number }) {
  return (
    <td class={`amount ${direction}`}>
      <span class="of">
        <i style={{ '--share': share }} />
        {count > 0 ? formatCount(count) : <span class="sr">0</span>}
      </span>
    </td>
  );
}
