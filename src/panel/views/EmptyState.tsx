import './EmptyState.css';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { assertNever } from '../../base/assert-never.ts';
import { emptyKind } from '../empty/empty-kind.ts';
import { counted } from '../format/count.ts';
import { withControl } from '../format/key-label.ts';
import { formatClock } from '../format/time.ts';
import { chooseSessionFiles } from './ImportButton.tsx';
import { useStore } from './store-context.ts';

/** What may be there all the same. */
const UNSEEN = {
  chrome: 'Sockets of shared workers are not visible to extensions, nor are pings and pongs.',
  firefox: 'Sockets of service workers are not visible to extensions, nor are pings and pongs.',
};

/** In the place of frames: why there are none, and what to do. */
export function EmptyState() {
  const { access, counts, library, pageUrl, query, recording, selection, settings } = useStore();
  library.revision.value;
  const wasWithheld = useRef(false);
  if (access.value === 'withheld') wasWithheld.current = true;
  const session = library.active.value;
  const { frames, connections, scanning } = counts.value;
  const kind = emptyKind({
    isLive: session.kind === 'live',
    frames,
    connections,
    isFiltered: query.matcher.value !== null,
    isNarrowed: selection.scope.value !== 'all',
    access: access.value,
    wasWithheld: wasWithheld.current && session.documents.size === 0,
    isRecording: recording.on.value,
    late: recording.late.value,
    introduced: settings.introduced.value,
    pageUrl: pageUrl.value,
  });
  switch (kind) {
    case 'closed':
      return (
        <Empty title="This page cannot be recorded">
          <p>Browsers keep extensions out of their own pages and of their extension stores.</p>
          <div class="acts">
            <ImportAction />
          </div>
        </Empty>
      );
    case 'access':
      return <AccessWithheld />;
    case 'granted':
      return (
        <Empty title="Framereel may read this site now">
          <p>The page was loaded before. Reload it, and everything from its first socket on is recorded.</p>
          <div class="acts">
            <ReloadAction primary />
          </div>
        </Empty>
      );
    case 'late':
      return (
        <Empty title="Reload to record">
          <p>
            This page was loaded before Framereel could watch it: after the extension was installed or
            updated, a page has to be loaded once more.
          </p>
          <div class="acts">
            <ReloadAction primary />
            <ImportAction />
          </div>
        </Empty>
      );
    case 'paused':
      return (
        <Empty title="Recording is paused">
          <p>
            {connections > 0 ? `${counted(connections, 'connection')} so far. ` : ''}
            The last frames of each open connection are kept in the page and shown when you resume.
          </p>
          <div class="acts">
            <button type="button" class="btn primary" onClick={recording.toggle}>
              Resume recording
            </button>
            <kbd>{withControl('E')}</kbd>
          </div>
        </Empty>
      );
    case 'first':
      return (
        <Empty title="Recording WebSocket traffic">
          <p>
            Use the page, and its connections appear here: handshake, subprotocol and every frame. Connections
            opened before DevTools are there too, with their last frames.
          </p>
          <dl>
            <dt>Record</dt>
            <dd>Reload the page to record its very first socket.</dd>
            <dt>Import</dt>
            <dd>Open a session someone sent you: .har .zip .jsonl .gz, or drop it here.</dd>
            <dt>Replay</dt>
            <dd>Replay it later, to the server or to the page with no server at all.</dd>
          </dl>
          <div class="acts">
            <ReloadAction primary />
            <ImportAction />
          </div>
        </Empty>
      );
    case 'nothing':
      return (
        <Empty title="No WebSocket in this page yet">
          <p>Recording since {formatClock(session.started)}. The page has opened no WebSocket.</p>
          <p>{UNSEEN[__BROWSER__]}</p>
          <div class="acts">
            <ReloadAction />
            <ImportAction />
          </div>
        </Empty>
      );
    case 'silent':
      return (
        <Empty title="No frames yet">
          <p>
            {counted(connections, 'connection')}, and nothing was sent or received. Frames appear here as they
            come.
          </p>
        </Empty>
      );
    case 'filtered':
      return (
        <Empty title={scanning ? 'Looking for frames that match' : 'No frame matches the filter'}>
          <p>
            {counted(frames, 'frame')} {frames === 1 ? 'is' : 'are'} in the recording.
          </p>
          <div class="acts">
            <button
              type="button"
              class="btn"
              onClick={() => {
                query.text.value = '';
              }}
            >
              Show all frames
            </button>
          </div>
        </Empty>
      );
    case 'unselected':
      return <Unselected />;
    case 'blank':
      return (
        <Empty title="No frames in this session">
          <p>
            {session.name} holds {counted(connections, 'connection')} and no frame.
          </p>
        </Empty>
      );
    default:
      return assertNever(kind);
  }
}

function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="empty" aria-live="polite">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function AccessWithheld() {
  const { allowSite, pageUrl } = useStore();
  const host = URL.canParse(pageUrl.value) ? new URL(pageUrl.value).host : '';
  return (
    <Empty title={`Framereel may not read ${host || 'this page'}`}>
      <p>
        The browser grants access one site at a time. Without it nothing of this page can be recorded, edited
        or replayed.
      </p>
      <div class="acts">
        <button type="button" class="btn primary" onClick={() => void allowSite()}>
          Allow on this site
        </button>
        <ImportAction />
      </div>
      <p class="fine">Nothing leaves this machine. After you allow it, the page has to be reloaded once.</p>
    </Empty>
  );
}

/** Connections are selected that have no frames. */
function Unselected() {
  const { library, selection } = useStore();
  const { connections } = library.active.value;
  const scope = selection.scope.value;
  const chosen = scope === 'all' ? connections : [...scope].map((index) => connections[index]);
  const [only] = chosen;
  if (chosen.length !== 1 || !only)
    return (
      <Empty title="No frames on these connections">
        <p>{counted(chosen.length, 'connection')} selected.</p>
      </Empty>
    );
  const name = `connection ${only.index + 1}`;
  if (only.state === 'failed')
    return (
      <Empty title="No frames">
        <p>{`${name.charAt(0).toUpperCase()}${name.slice(1)} never opened. Its handshake says more.`}</p>
      </Empty>
    );
  return (
    <Empty title={`No frames on ${name}`}>
      <p>Nothing was sent or received{only.state === 'open' ? ' yet' : ''}.</p>
    </Empty>
  );
}

function ReloadAction({ primary = false }: { primary?: boolean }) {
  const { host } = useStore();
  return (
    <button type="button" class={`btn ${primary ? 'primary' : ''}`} onClick={() => host.reload(null)}>
      Reload page
    </button>
  );
}

function ImportAction() {
  return (
    <button type="button" class="btn" onClick={chooseSessionFiles}>
      Open a session file
    </button>
  );
}
