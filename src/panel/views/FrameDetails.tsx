import { type Signal, useComputed } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import { omittedSentence } from '../explain/missing.ts';
import { HEX, payloadsOf, TEXT } from '../frames/copy-form.ts';
import { PayloadContent } from '../payload/payload-content.ts';
import { CopyButton } from './CopyButton.tsx';
import { FrameFacts } from './FrameFacts.tsx';
import { HexView } from './HexView.tsx';
import { Icon } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import { Preview } from './Preview.tsx';
import { useStore } from './store-context.ts';
import { TabList, TabPane } from './TabList.tsx';
import { TextView } from './TextView.tsx';
import { usePayload } from './use-payload.ts';

const TABS = ['Preview', 'Text', 'Hex', 'Frame'] as const;
/** With two frames selected. */
const PAIR_TABS = ['Diff', ...TABS] as const;
export type FrameTab = (typeof TABS)[number];
export type PairTab = (typeof PAIR_TABS)[number];

const DiffView = lazy(() => import('./DiffView.tsx').then((module) => module.DiffView));

interface FrameDetailsProps {
  session: Session;
  frame: number;
  tab: Signal<FrameTab>;
  /** while two frames are selected */
  pairTab: Signal<PairTab>;
}

export function FrameDetails({ session, frame, tab, pairTab }: FrameDetailsProps) {
  const { library, selection } = useStore();
  const id = useId();
  const { frames } = session;
  // Nothing of a frame changes but its payload, when the Blob it is made of has been read.
  if (frames.mayCome(frame)) library.revision.value;
  const payload = usePayload(session, frame);
  const content = useMemo(() => (payload === null ? null : new PayloadContent(payload)), [payload]);
  const isPair = selection.frames.value?.size === 2;
  const name = isPair ? pairTab.value : tab.value;
  const choose = (next: PairTab): void => {
    pairTab.value = next;
    if (next !== 'Diff') tab.value = next;
  };
  return (
    <>
      <div class={`bar ${isPair ? 'pair' : ''}`}>
        <TabList<PairTab>
          label="Details"
          id={id}
          tabs={isPair ? PAIR_TABS : TABS}
          chosen={name}
          onChoose={choose}
        />
        <span class="spring" />
        <FrameActions frame={frame} content={content} asHex={name === 'Hex'} />
      </div>
      <TabPane id={id} name={name} isStop={name === 'Frame' || (name !== 'Diff' && content === null)}>
        {name === 'Diff' ? (
          <DiffView />
        ) : name === 'Frame' ? (
          <FrameFacts session={session} frame={frame} />
        ) : content === null ? (
          <p class="none">{whyEmpty(session, frame)}</p>
        ) : name === 'Text' ? (
          <TextView key={frame} content={content} />
        ) : name === 'Hex' ? (
          <HexView key={frame} bytes={content.bytes} />
        ) : (
          <Preview key={frame} content={content} />
        )}
      </TabPane>
    </>
  );
}

function FrameActions({
  frame,
  content,
  asHex,
}: {
  frame: number;
  content: PayloadContent | null;
  asHex: boolean;
}) {
  const { composer, library } = useStore();
  const isLive = useComputed(() => composer.canRepeat(frame)).value;
  const canRepeat = content !== null && isLive;
  const closed = 'The connection of this frame is not open';
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label="Edit"
        title={canRepeat ? 'Change it in the composer (E)' : closed}
        disabled={!canRepeat}
        onClick={() => void composer.edit(frame)}
      >
        <Icon name="edit" />
        <span class="word">Edit</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Resend"
        title={canRepeat ? 'Send or receive it again on this connection (R)' : closed}
        disabled={!canRepeat}
        onClick={() => composer.resend(frame)}
      >
        <Icon name="replay" />
        <span class="word">Resend</span>
      </button>
      <CopyButton
        label="Copy"
        title={asHex ? 'Copy as hex' : 'Copy as text'}
        copy={
          content &&
          ((copier) => copier.payloads(payloadsOf(library.active.peek(), [frame]), asHex ? HEX : TEXT))
        }
      />
    </>
  );
}

function whyEmpty({ frames }: Session, frame: number): string {
  const omitted = frames.omitted(frame);
  if (omitted) return `There is no payload. ${omittedSentence(omitted)}`;
  if (frames.isAway(frame)) return 'The payload is on the disk and is being read.';
  return frames.isPending(frame) ? 'The Blob of this frame is still being read.' : 'There is no payload.';
}
