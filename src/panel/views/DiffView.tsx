import './DiffView.css';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Payload } from '../../protocol/payload.ts';
import type { Session } from '../../session/session.ts';
import { bytesPerRow } from '../bytes/hex-rows.ts';
import { type DiffForm, diffPayloads, formsOf } from '../diff/diff-payloads.ts';
import { omittedSentence } from '../explain/missing.ts';
import { formatSize } from '../format/size.ts';
import { formatElapsed } from '../format/time.ts';
import { PayloadContent } from '../payload/payload-content.ts';
import { FrameView } from '../store/subject.ts';
import { DiffLines } from './DiffLines.tsx';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';
import { useColumns } from './use-columns.ts';
import { usePayload } from './use-payload.ts';

/** Characters of a row that are not bytes: its sign. */
const MARGIN = 3;

/** What differs between the two selected frames, the one captured first taken as the older. */
export function DiffView() {
  const { library, selection } = useStore();
  const session = library.active.value;
  const [older, newer] = selection.frames.value ?? [];
  if (older === undefined || newer === undefined) return null;
  return <Pair key={`${older} ${newer}`} session={session} older={older} newer={newer} />;
}

function Pair({ session, older, newer }: { session: Session; older: number; newer: number }) {
  const { library } = useStore();
  // Nothing of a frame changes but its payload, when the Blob it is made of has been read.
  if (session.frames.mayCome(older) || session.frames.mayCome(newer)) library.revision.value;
  const [old, now] = [usePayload(session, older), usePayload(session, newer)];
  return (
    <>
      <Side session={session} frame={older} kind="removed" />
      <Side session={session} frame={newer} kind="added" />
      {old === null || now === null ? (
        <p class="none">
          They cannot be compared:{' '}
          {whyNot(session, old === null ? older : newer, old === null ? 'first' : 'second')}
        </p>
      ) : (
        <Comparison older={old} newer={now} />
      )}
    </>
  );
}

function whyNot({ frames }: Session, frame: number, which: string): string {
  const omitted = frames.omitted(frame);
  return omitted
    ? `the ${which} has no payload. ${omittedSentence(omitted)}`
    : `the payload of the ${which} is still being read.`;
}

function Side({ session, frame, kind }: { session: Session; frame: number; kind: 'removed' | 'added' }) {
  const view = new FrameView(session).at(frame);
  return (
    <div class={`decoder side ${kind}`}>
      <Icon name={kind === 'removed' ? 'minus' : 'plus'} label={kind === 'removed' ? 'Older' : 'Newer'} />
      <span class="step">{formatElapsed(view.time)}</span>
      <Icon name={view.direction} label={view.direction} class={view.direction} />
      <span class="clip">{view.name}</span>
      <span class="spring" />
      <span>
        connection {view.connection} · {formatSize(view.size)}
      </span>
    </div>
  );
}

function Comparison({ older, newer }: { older: Payload; newer: Payload }) {
  const [old, now] = useMemo(() => [new PayloadContent(older), new PayloadContent(newer)], [older, newer]);
  const forms = useMemo(() => formsOf(old, now), [old, now]);
  const chosen = useSignal<DiffForm | null>(null);
  const form = chosen.value ?? forms[0] ?? 'Bytes';
  const { columns, measure } = useColumns();
  const perRow = bytesPerRow(columns - MARGIN, Math.max(old.bytes.length, now.bytes.length));
  const result = useMemo(
    () => diffPayloads(old, now, form, perRow),
    [old, now, form, form === 'Bytes' ? perRow : 0],
  );
  const choice = (
    <select
      class="select quiet"
      aria-label="Compare as"
      title={
        form === 'JSON' ? 'Field by field: in what order and how they are written does not count' : undefined
      }
      value={form}
      onChange={(event) => (chosen.value = event.currentTarget.value as DiffForm)}
    >
      {forms.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
  if ('lines' in result)
    return <DiffLines key={form} lines={result.lines} form={form} choice={choice} measure={measure} />;
  return (
    <>
      <div class="decoder">{choice}</div>
      <p class="none">{result.sentence}</p>
    </>
  );
}
