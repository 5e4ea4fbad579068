import { useMemo } from 'preact/hooks';
import type { Source } from '../../protocol/event.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { omittedSentence } from '../explain/missing.ts';
import { formatCount } from '../format/count.ts';
import { formatSize } from '../format/size.ts';
import { formatClock, formatDuration, formatElapsed } from '../format/time.ts';
import { previousFrames } from '../frames/neighbours.ts';
import { FrameView } from '../store/subject.ts';
import { useStore } from './store-context.ts';

/** Everything known of a frame but what it says. */
export function FrameFacts({ session, frame }: { session: Session; frame: number }) {
  const { frames } = session;
  const connection = session.connections[frames.connection(frame)] as Connection;
  const direction = frames.direction(frame);
  const time = frames.time(frame);
  const size = frames.size(frame);
  const isBinary = frames.isBinary(frame);
  const omitted = frames.omitted(frame);
  const name = useMemo(() => new FrameView(session).at(frame).name, [session, frame]);
  return (
    <dl class="facts">
      <dt>Direction</dt>
      <dd>
        <span class={direction}>{direction}</span> <span class="say dim">by the page</span>
      </dd>
      <dt>Connection</dt>
      <dd>
        {connection.index + 1} {connection.url}
      </dd>
      <dt>Time</dt>
      <dd>
        {formatElapsed(time - session.started)} <span class="say dim">since recording began,</span>{' '}
        {formatClock(time)} <span class="say dim">by the clock</span>
      </dd>
      <dt>Since previous</dt>
      <dd>
        <SincePrevious session={session} frame={frame} />
      </dd>
      <dt>Sequence</dt>
      <dd>
        {formatCount(frames.seq(frame))} <span class="say dim">of this connection</span>
      </dd>
      <dt>Type</dt>
      <dd>
        {isBinary ? 'binary' : 'text'} <span class="say dim">opcode</span> {isBinary ? 2 : 1}
        {isBinary && (
          <>
            <span class="say dim">, {direction === 'sent' ? 'given as' : 'received as'}</span>{' '}
            {frames.shape(frame)}
          </>
        )}
      </dd>
      <dt>Size</dt>
      <dd>
        {formatSize(size)}
        {size >= 1000 && <span class="say dim"> that is {formatCount(size)} bytes</span>}
        {connection.extensions.includes('deflate') && (
          <span class="say dim">
            {' '}
            unpacked; what it came to on the wire after compression is not visible to extensions
          </span>
        )}
      </dd>
      {name !== '' && (
        <>
          <dt>Name</dt>
          <dd>{name}</dd>
        </>
      )}
      <dt>Source</dt>
      <dd class="say">{sourceSentence(session, frame, connection)}</dd>
      {omitted && (
        <>
          <dt>Payload</dt>
          <dd class="say error">Missing. {omittedSentence(omitted)}</dd>
        </>
      )}
      <dt>Note</dt>
      <dd class="say">
        <NoteField frame={frame} />
      </dd>
      <dt>Not visible</dt>
      <dd class="say dim">Raw ping and pong, fragmentation and masking never reach a page.</dd>
    </dl>
  );
}

/** What the user has to say of it; it is kept with the session. */
function NoteField({ frame }: { frame: number }) {
  const { notes } = useStore();
  notes.revision.value;
  return (
    <input
      key={frame}
      class="field note"
      aria-label="Note"
      placeholder="Yours; kept with the session"
      value={notes.of(frame)?.text ?? ''}
      onChange={(event) => notes.write(frame, event.currentTarget.value)}
    />
  );
}

function SincePrevious({ session: { frames }, session, frame }: { session: Session; frame: number }) {
  const previous = useMemo(() => previousFrames(frames, frame), [session, frame]);
  const spans = (['received', 'sent'] as const).flatMap((direction) => {
    const before = previous[direction];
    return before === null ? [] : [{ direction, span: frames.time(frame) - frames.time(before) }];
  });
  if (spans.length === 0) return <span class="say dim">the first that is known of this connection</span>;
  return spans.map(({ direction, span }, index) => (
    <>
      {formatDuration(span)}{' '}
      <span class="say dim">
        {direction}
        {index < spans.length - 1 && ', '}
      </span>
    </>
  ));
}

const SENT_BY: Record<Source, string> = {
  wire: 'The page itself',
  panel: 'The composer of this panel: to the server it looks as if the page had sent it',
  replay: 'A replay: to the server it looks as if the page had sent it',
};
const RECEIVED_FROM: Record<Source, string> = {
  wire: 'The server',
  panel: 'The composer of this panel: to the page it looks as if the server had sent it',
  replay: 'A replay: to the page it looks as if the server had sent it',
};

function sourceSentence({ frames }: Session, frame: number, { virtual }: Connection): string {
  const source = frames.source(frame);
  const who = (frames.direction(frame) === 'sent' ? SENT_BY : RECEIVED_FROM)[source];
  const changed = frames.isEdited(frame) ? ', changed on its way' : ', unchanged';
  const unheard =
    virtual && frames.direction(frame) === 'sent'
      ? ' No server heard it: the recording stood in for it.'
      : '';
  return `${who}${source === 'wire' ? changed : ''}.${unheard}`;
}
