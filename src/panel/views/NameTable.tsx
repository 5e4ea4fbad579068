import { counted, formatCount } from '../format/count.ts';
import { formatDuration } from '../format/time.ts';
import { type NameCount, total } from '../statistics/name-counts.ts';
import type { Tally } from '../statistics/tally.ts';
import { formatBytes, nameTerm } from '../statistics/words.ts';
import { CountTable, TermButton } from './CountTable.tsx';
import { Icon } from './Icon.tsx';

/** So many names are listed. */
const LISTED = 25;

/** The most frequent names, and how long what is called so waits for its reply. */
export function NameTable({ tally }: { tally: Tally }) {
  const { names } = tally;
  const top = names.top(LISTED);
  const { nameless } = names;
  const most = Math.max(1, total(nameless), ...top.map(total));
  const left = tally.frames - total(nameless) - top.reduce((sum, count) => sum + total(count), 0);
  return (
    <CountTable
      title="Names"
      aside={names.size > 0 ? counted(names.size, 'name') : ''}
      head={
        <>
          <th scope="col">Name</th>
          <th scope="col">
            <Icon name="sent" label="Sent" class="sent" />
          </th>
          <th scope="col">
            <Icon name="received" label="Received" class="received" />
          </th>
          <th scope="col">Payload</th>
          <th scope="col" title="Median of the time until a message of this name was answered">
            Reply
          </th>
        </>
      }
      foot={left > 0 ? <p class="how">{counted(left, 'frame')} of other names are not listed.</p> : undefined}
    >
      {top.map((count) => (
        <NameRow key={count.name} count={count} most={most} />
      ))}
      {total(nameless) > 0 && <NameRow key="" count={nameless} most={most} />}
    </CountTable>
  );
}

function NameRow({ count, most }: { count: NameCount; most: number }) {
  const { name, sent, received, bytes, replies } = count;
  const median = replies?.quantile(0.5) ?? null;
  const some = (frames: number): string => (frames > 0 ? formatCount(frames) : '');
  return (
    <tr>
      <th scope="row" class="share" style={{ '--share': total(count) / most }}>
        <TermButton term={nameTerm(name)}>{name === '' ? <i>no name</i> : name}</TermButton>
      </th>
      <td>{some(sent)}</td>
      <td>{some(received)}</td>
      <td>{formatBytes(bytes)}</td>
      <td>{median === null ? '' : formatDuration(median)}</td>
    </tr>
  );
}
