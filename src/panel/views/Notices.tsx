import './Strip.css';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** What keeps the live table from being complete, while it has something to show. */
export function Notices() {
  const { access, allowSite, host, library, recording, workerSwitch } = useStore();
  library.revision.value;
  const session = library.active.value;
  if (session.kind !== 'live' || session.connections.length === 0) return null;
  if (access.value === 'withheld')
    return (
      <Notice icon="lock" text="Framereel may not read this site: nothing more is recorded.">
        <button type="button" class="btn" onClick={() => void allowSite()}>
          Allow on this site
        </button>
      </Notice>
    );
  if (!recording.on.value)
    return (
      <Notice icon="pause" text="Paused. New frames wait in the page and are not shown.">
        <button type="button" class="btn" onClick={recording.toggle}>
          Resume recording
        </button>
      </Notice>
    );
  if (recording.late.value > 0)
    return (
      <Notice
        icon="warning"
        text="Part of this page was loaded before Framereel could watch it. Reload to record all of it."
      >
        <button type="button" class="btn" onClick={() => host.reload(null)}>
          Reload page
        </button>
      </Notice>
    );
  if (workerSwitch.waits.value)
    return (
      <Notice
        icon="worker"
        text={
          workerSwitch.on.value
            ? 'Once the page is reloaded, its workers are captured in full.'
            : 'Once the page is reloaded, its workers are left alone again.'
        }
      >
        <button type="button" class="btn" onClick={() => host.reload(null)}>
          Reload page
        </button>
      </Notice>
    );
  return null;
}

interface NoticeProps {
  icon: IconName;
  text: string;
  children: ComponentChildren;
}

/** A strip with something to know, and what to do about it. */
export function Notice({ icon, text, children }: NoticeProps) {
  return (
    <div class="strip" role="note">
      <Icon name={icon} />
      <span class="say">{text}</span>
      {children}
    </div>
  );
}
