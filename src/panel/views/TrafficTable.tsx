import type { ComponentChildren } from 'preact';
import { formatCount } from '../format/count.ts';
import { ratesOf } from '../statistics/rates.ts';
import type { FlowTally, Tally } from '../statistics/tally.ts';
import { busiest, formatBytes, formatRate } from '../statistics/words.ts';
import { CountTable, DirectionHead, FrameButton, TermButton } from './CountTable.tsx';

/** How much and how fast, each way apart. */
export function TrafficTable({ tally }: { tally: Tally }) {
  const { sent, received, traffic } = tally;
  const rates = { sent: ratesOf(traffic, 'sent'), received: ratesOf(traffic, 'received') };
  const peak = `In the ${busiest(traffic.width)}`;
  return (
    <CountTable
      title="Traffic"
      head={
        <>
          <td />
          <DirectionHead direction="sent" />
          <DirectionHead direction="received" />
        </>
      }
    >
      <Row name="Frames" sent={formatCount(sent.frames)} received={formatCount(received.frames)} />
      <Row
        name="per second"
        isPart
        sent={rates.sent.mean && formatRate(rates.sent.mean.frames)}
        received={rates.received.mean && formatRate(rates.received.mean.frames)}
      />
      <Row
        name="per second, peak"
        isPart
        title={peak}
        sent={formatRate(rates.sent.peak.frames)}
        received={formatRate(rates.received.peak.frames)}
      />
      <Row name="Payload" sent={formatBytes(sent.sizes.sum)} received={formatBytes(received.sizes.sum)} />
      <Row
        name="per second"
        isPart
        sent={rates.sent.mean && formatBytes(rates.sent.mean.bytes)}
        received={rates.received.mean && formatBytes(rates.received.mean.bytes)}
      />
      <Row
        name="per second, peak"
        isPart
        title={peak}
        sent={formatBytes(rates.sent.peak.bytes)}
        received={formatBytes(rates.received.peak.bytes)}
      />
      <FlagRow name="Binary" term="type:binary" sent={sent.binary} received={received.binary} />
      <FlagRow name="Heartbeats" term="is:heartbeat" sent={sent.heartbeats} received={received.heartbeats} />
      <FlagRow name="Errors" term="is:error" sent={sent.errors} received={received.errors} />
      <Row name="Median size" sent={sizeAt(sent, 0.5)} received={sizeAt(received, 0.5)} />
      <Row name="95 % are up to" sent={sizeAt(sent, 0.95)} received={sizeAt(received, 0.95)} />
      <Row name="Largest" sent={<Largest flow={sent} />} received={<Largest flow={received} />} />
    </CountTable>
  );
}

function sizeAt({ sizes }: FlowTally, share: number): string | null {
  const size = sizes.quantile(share);
  return size === null ? null : formatBytes(Math.round(size));
}

function Largest({ flow }: { flow: FlowTally }) {
  if (flow.largest === null) return null;
  return (
    <FrameButton frame={flow.largest} title="Show this frame">
      {formatBytes(flow.sizes.largest)}
    </FrameButton>
  );
}

interface RowProps {
  name: ComponentChildren;
  /** of what the row above is */
  isPart?: boolean;
  title?: string;
  sent: ComponentChildren;
  received: ComponentChildren;
}

function Row({ name, isPart = false, title, sent, received }: RowProps) {
  return (
    <tr>
      <th scope="row" class={isPart ? 'part' : ''} title={title}>
        {name}
      </th>
      <td>{sent}</td>
      <td>{received}</td>
    </tr>
  );
}

/** Frames of a kind that not every recording has. */
function FlagRow({
  name,
  term,
  sent,
  received,
}: {
  name: string;
  term: string;
  sent: number;
  received: number;
}) {
  if (sent + received === 0) return null;
  return (
    <Row
      name={<TermButton term={term}>{name}</TermButton>}
      sent={formatCount(sent)}
      received={formatCount(received)}
    />
  );
}
