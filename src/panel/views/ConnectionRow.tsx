import type { ConnectionState } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { type Badge, type ConnectionRowModel, connectionRow } from '../connections/connection-row.ts';
import { counted, formatCount } from '../format/count.ts';
import { splitMiddle } from '../format/middle.ts';
import { formatSize } from '../format/size.ts';
import { formatClock, formatElapsed } from '../format/time.ts';
import { Icon, type IconName } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import { memo } from './memo.ts';
import { callDoctor, type ShortReason } from './short-reason.ts';

const Sparkline = lazy<{ connection: number }>(async ({ loadSparkLines }) => {
  const [{ Sparkline }] = await Promise.all([import('./Sparkline.tsx'), loadSparkLines()]);
  return Sparkline;
});

/** So many characters at the end of a path stay in sight. */
const PATH_TAIL = 10;

interface Props {
  session: Session;
  /** when the session began: given so that the row is drawn again when an older socket turns up */
  started: number;
  /** index of the connection */
  index: number;
  /** differs whenever the row would: connections are changed in place */
  stamp: string;
  isSelected: boolean;
  /** the keyboard is here: it is the grid's one stop */
  isActive: boolean;
  /** null until it is there */
  shortReason: ShortReason | null;
}

export const ConnectionRow = memo(({ session, started, index, isSelected, isActive, shortReason }: Props) => {
  const connection = session.connections[index];
  if (!connection) return null;
  const model = connectionRow(connection, shortReason ?? callDoctor);
  const { state } = model;
  const hasTraffic = model.sent + model.received > 0;
  return (
    <div
      role="row"
      class={`row conn ${state}`}
      aria-rowindex={index + 3}
      aria-selected={isSelected}
      data-row={index}
      tabIndex={isActive ? 0 : -1}
      title={`${connection.url}\nopened at ${formatClock(connection.opening)}, ${formatElapsed(connection.opening - started)} into the recording`}
    >
      <span class={`state ${state}`} role="gridcell" data-column="state">
        <Icon name={STATE_ICONS[state]} />
        <span class="sr">{state}</span>
      </span>
      <span class="line">
        <span class="title" role="gridcell" data-column="name">
          <span class="no">{index + 1}</span> <Path path={model.path} />{' '}
          <span class="host clip">{model.host}</span>
        </span>
        {hasTraffic && (
          <span class="spark">
            <Sparkline connection={index} />
          </span>
        )}
        <span
          class={hasTraffic ? 'time sr' : 'time'}
          role="gridcell"
          data-column="time"
          title={`Opened at ${formatClock(connection.opening)}`}
        >
          {formatElapsed(connection.opening - started)}
        </span>
      </span>
      <span class="line about">
        <span
          class="proto clip"
          role="gridcell"
          data-column="protocol"
          title={protocolTitle(model.protocol, state)}
        >
          {model.protocol}
        </span>
        <Notes {...model} />
        <Counts {...model} />
        <span
          class="size"
          role="gridcell"
          data-column="size"
          title={`${formatCount(model.bytes)} bytes of payload`}
        >
          {formatSize(model.bytes)}
        </span>
      </span>
    </div>
  );
});

const STATE_ICONS: Record<ConnectionState, IconName> = {
  connecting: 'half',
  open: 'dot',
  closing: 'half',
  closed: 'ring',
  failed: 'failed',
  cut: 'cut',
};

const BADGE_ICONS: Record<Badge['kind'], IconName> = { iframe: 'iframe', worker: 'worker', replay: 'replay' };

function Path({ path }: { path: string }) {
  const [head, tail] = splitMiddle(path, PATH_TAIL);
  return (
    <span class="path">
      <span class="clip">{head}</span>
      {tail}
    </span>
  );
}

function Notes({ badges, readOnly, why, failed, missing }: ConnectionRowModel) {
  return (
    <span class="notes" role="gridcell" data-column="notes">
      {badges.map((badge) => (
        <BadgeTag key={badge.kind} {...badge} />
      ))}
      {readOnly && (
        <span class="tag" title={readOnly}>
          <Icon name="lock" />
          <span class="sr">View only</span>
        </span>
      )}
      {why && <span class={`why clip ${failed ? 'error' : ''}`}>{why}</span>}
      {missing > 0 && (
        <span class="tag error" title={`${counted(missing, 'frame')} of this connection are missing.`}>
          {formatCount(missing)} missing
        </span>
      )}
    </span>
  );
}

/** Says how many frames; draws how many each way. */
function Counts({ sent, received }: ConnectionRowModel) {
  return (
    <span
      class="counts"
      role="gridcell"
      data-column="frames"
      title={`${formatCount(sent)} sent, ${formatCount(received)} received`}
    >
      <span class="sr">{formatCount(sent + received)}</span>
      <span class="sent" aria-hidden="true" data-drawn={`↑${formatCount(sent)}`} />
      <span class="received" aria-hidden="true" data-drawn={`↓${formatCount(received)}`} />
    </span>
  );
}

function BadgeTag({ kind, text, detail }: Badge) {
  return (
    <span class={`tag ${kind === 'replay' ? 'replayed' : ''}`} title={detail}>
      <Icon name={BADGE_ICONS[kind]} />
      {text}
    </span>
  );
}

function protocolTitle(protocol: string, state: ConnectionState): string {
  if (protocol === '') return 'No subprotocol';
  return state === 'connecting' || state === 'failed'
    ? `Subprotocols asked for: ${protocol}`
    : `Subprotocol: ${protocol}`;
}
