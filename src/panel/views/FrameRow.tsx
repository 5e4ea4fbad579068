import type { OmittedReason } from '../../protocol/payload.ts';
import type { FrameNote, Session } from '../../session/session.ts';
import type { Column } from '../columns/column.ts';
import { gapReason } from '../explain/missing.ts';
import { formatCount } from '../format/count.ts';
import { splitMiddle } from '../format/middle.ts';
import type { Find, Preview } from '../format/preview.ts';
import { type FrameMark, type FrameRowModel, frameRow, MARK_WORDS } from '../frames/frame-row.ts';
import type { Missing } from '../frames/gap-before.ts';
import { Icon, type IconName } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import { memo } from './memo.ts';

const JsonCell = lazy(() => import('./JsonCell.tsx').then((module) => module.JsonCell));

/** So many characters at the end of a name stay in sight. */
const NAME_TAIL = 8;

interface Props {
  session: Session;
  /** when the session began: given so that the row is drawn again when an older socket turns up */
  started: number;
  frame: number;
  /** those to show, in order */
  columns: readonly Column[];
  /** index of the frame in the row above, -1 in the first row; null where rows are not as captured */
  previous: number | null;
  /** place in the list, from 0 */
  row: number;
  isSelected: boolean;
  /** null where the payload is there: given so that the row is drawn again when it has come, or was given up */
  payloadState: 'coming' | OmittedReason | null;
  find: Find | null;
  note: FrameNote | undefined;
}

export const FrameRow = memo(({ session, frame, columns, previous, row, isSelected, find, note }: Props) => {
  const model = frameRow(session, frame, previous, find);
  return (
    <div
      role="row"
      id={frameRowId(frame)}
      class={rowClass(model, row)}
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      data-frame={frame}
    >
      {columns.map((column) => (
        <Cell key={column.id} column={column} model={model} session={session} frame={frame} note={note} />
      ))}
    </div>
  );
});

interface CellProps extends Pick<Props, 'session' | 'frame' | 'note'> {
  column: Column;
  model: FrameRowModel;
}

function Cell({ column, model, session, frame, note }: CellProps) {
  switch (column.id) {
    case 'direction':
      return <DirectionCell {...model} />;
    case 'time':
      return <PlainCell column="time" text={model.time} title={model.timeDetail} />;
    case 'connection':
      return <PlainCell column="connection" text={String(model.connection)} title={model.connectionDetail} />;
    case 'type':
      return (
        <span role="gridcell" data-column="type">
          {model.type === 'binary' ? <span class="binary">binary</span> : 'text'}
        </span>
      );
    case 'size':
      return <PlainCell column="size" text={model.size} title={model.sizeDetail} />;
    case 'name':
      return <NameCell name={model.name} />;
    case 'data':
      return <DataCell {...model} note={note} />;
    default:
      return (
        <span role="gridcell" class="json" data-column={column.id}>
          {column.path && <JsonCell session={session} frame={frame} path={column.path} />}
        </span>
      );
  }
}

function PlainCell({ column, text, title }: { column: string; text: string; title: string }) {
  return (
    <span role="gridcell" data-column={column} title={title}>
      {text}
    </span>
  );
}

/** The element of a frame's row. */
export const frameRowId = (frame: number): string => `frame-${frame}`;

const MARK_ICONS: Record<FrameMark, IconName> = {
  edited: 'edit',
  injected: 'injected',
  replayed: 'replay',
  pending: 'pending',
  heartbeat: 'heartbeat',
  error: 'warning',
};

function rowClass({ marks, missing, navigation }: FrameRowModel, row: number): string {
  const classes: string[] = ['row', ...marks];
  if (row % 2 === 1) classes.push('odd');
  if (navigation !== null) classes.push('after-navigation');
  if (missing) classes.push('after-gap');
  return classes.join(' ');
}

function DirectionCell({ direction, marks }: FrameRowModel) {
  const words = [direction, ...marks.map((mark) => MARK_WORDS[mark])].join(', ');
  return (
    <span role="gridcell" data-column="direction" title={words}>
      <Icon name={direction} class={direction} />
      <span class="sr">{direction}</span>
      {marks.slice(0, 1).map((mark) => (
        <Icon key={mark} name={MARK_ICONS[mark]} label={MARK_WORDS[mark]} class={mark} />
      ))}
    </span>
  );
}

function NameCell({ name }: { name: string }) {
  const [head, tail] = splitMiddle(name, NAME_TAIL);
  return (
    <span role="gridcell" data-column="name" title={name}>
      <span class="clip">{head}</span>
      {tail && <span class="tail">{tail}</span>}
    </span>
  );
}

function DataCell(props: FrameRowModel & { note: FrameNote | undefined }) {
  const { data, reason, type, missing, navigation, note } = props;
  return (
    <span role="gridcell" data-column="data">
      <span class="clip">
        {type === 'binary' && <span class="bin" />}
        {data ? <Marked {...data} /> : <span class="reason">{reason}</span>}
      </span>
      {note && <NoteTag {...note} />}
      {missing && <MissingTag {...missing} />}
      {navigation !== null && (
        <span class="tag navigated" title={`The page navigated to ${navigation}`}>
          <span class="clip">navigated to {navigation}</span>
        </span>
      )}
    </span>
  );
}

function Marked({ text, match }: Preview) {
  if (!match) return <>{text}</>;
  const end = match.at + match.length;
  return (
    <>
      {text.slice(0, match.at)}
      <mark>{text.slice(match.at, end)}</mark>
      {text.slice(end)}
    </>
  );
}

function NoteTag({ text, bookmarked }: FrameNote) {
  return (
    <span class="note" title={text === '' ? 'Bookmarked by you' : `Your note: ${text}`}>
      {bookmarked ? <Icon name="bookmarked" label="bookmarked" /> : <span class="sr">note</span>}
      {text !== '' && <span class="clip">{text}</span>}
    </span>
  );
}

function MissingTag({ frames, reasons }: Missing) {
  return (
    <span
      class="tag error"
      title={`${formatCount(frames)} frames are missing: ${reasons.map(gapReason).join('; ')}.`}
    >
      {formatCount(frames)} missing before this
    </span>
  );
}
