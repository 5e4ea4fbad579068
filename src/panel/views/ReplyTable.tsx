import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/time.ts';
import type { ReplyTally, Tally } from '../statistics/tally.ts';
import { KIND_DETAILS, KIND_WORDS } from '../statistics/words.ts';
import { CountTable, FrameButton } from './CountTable.tsx';
import { Icon } from './Icon.tsx';

/** How long replies took, and how they were recognised. */
export function ReplyTable({ tally }: { tally: Tally }) {
  const { replies } = tally;
  return (
    <CountTable
      title="Replies"
      aside="time from request to reply"
      head={
        <>
          <th scope="col">Asked</th>
          <th scope="col">Pairs</th>
          <th scope="col">Median</th>
          <th scope="col">95 %</th>
          <th scope="col">Max</th>
        </>
      }
      foot={
        <p class="how">
          {replies.length === 0 && 'No requests and replies were found among these frames. '}A reply is the
          first message the other way with the id of the request; where there is no id, one whose name
          answers, as <code>pong</code> does <code>ping</code> and <code>joined</code> or{' '}
          <code>join_ack</code> does <code>join</code>.
        </p>
      }
    >
      {replies.map((reply) => (
        <ReplyRow key={`${reply.direction} ${reply.kind}`} {...reply} />
      ))}
    </CountTable>
  );
}

function ReplyRow({ direction, kind, times, slowest }: ReplyTally) {
  const at = (share: number): string => formatDuration(times.quantile(share) ?? 0);
  return (
    <tr>
      <th scope="row" title={KIND_DETAILS[kind]}>
        <Icon
          name={direction}
          class={direction}
          label={direction === 'sent' ? 'by the page,' : 'by the server,'}
        />{' '}
        {KIND_WORDS[kind]}
      </th>
      <td>{formatCount(times.count)}</td>
      <td>{at(0.5)}</td>
      <td>{at(0.95)}</td>
      <td>
        <FrameButton frame={slowest} title="Show the request that waited longest">
          {formatDuration(times.largest)}
        </FrameButton>
      </td>
    </tr>
  );
}
