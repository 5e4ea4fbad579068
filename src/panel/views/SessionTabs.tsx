import './SessionTabs.css';
import { useId } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import { counted } from '../format/count.ts';
import { formatMoment } from '../format/moment.ts';
import { focusFrames } from './focus.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** The sessions that are open, where more than the live one is. */
export function SessionTabs() {
  const { library } = useStore();
  const id = useId();
  const sessions = library.sessions.value;
  const active = library.active.value;
  if (sessions.length < 2) return null;

  /** The focus goes on to the session that is shown then. */
  const close = (): void => {
    library.close(active);
    requestAnimationFrame(() => {
      const tab = document.getElementById(tabId(id, library.active.peek()));
      if (tab) tab.focus();
      else focusFrames();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = sessions.indexOf(active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : sessions.at(to % sessions.length);
    if (event.key === 'Delete' || event.key === 'Backspace') return close();
    if (!next) return;
    event.preventDefault();
    library.show(next);
    document.getElementById(tabId(id, next))?.focus();
  };

  return (
    <div class="bar sessions">
      <div class="tabs" role="tablist" aria-label="Sessions" onKeyDown={onKeyDown}>
        {sessions.map((session) => (
          <button
            key={session.id}
            type="button"
            role="tab"
            class="tab"
            id={tabId(id, session)}
            aria-selected={session === active}
            tabIndex={session === active ? 0 : -1}
            title={about(session)}
            onClick={() => library.show(session)}
            onAuxClick={(event) => event.button === 1 && library.close(session)}
          >
            <Icon name={session.kind === 'live' ? 'record' : 'import'} />
            <span class="clip">{session.name}</span>
          </button>
        ))}
      </div>
      <span class="spring" />
      {active.kind === 'imported' && (
        <>
          <span class="dim clip wide">From a file, not live</span>
          <button
            type="button"
            class="tool"
            aria-label={`Close ${active.name}`}
            title={`Close ${active.name} (Delete)`}
            onClick={() => library.close(active)}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  );
}

const tabId = (id: string, session: Session): string => `${id}-${session.id}`;

function about({ kind, name, started, frames, connections }: Session): string {
  const size = `${counted(frames.length, 'frame')}, ${counted(connections.length, 'connection')}`;
  if (kind === 'live') return `What the page does now. ${size}`;
  return `${name}: recorded ${formatMoment(started, Date.now())}. ${size}`;
}
