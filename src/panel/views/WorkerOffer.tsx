import type { Connection } from '../../session/connection.ts';
import { isLogged } from '../../session/logged-socket.ts';
import { Notice } from './Notices.tsx';
import { useStore } from './store-context.ts';

/** Beside a connection that can only be read: how the next ones come to be captured in full. */
export function WorkerOffer({ connection }: { connection: Connection }) {
  const { library, workerSwitch } = useStore();
  const site = workerSwitch.site.value;
  if (!isLogged(connection) || library.active.value.kind !== 'live') return null;
  if (site === null || workerSwitch.on.value) return null;
  return (
    <Notice
      icon="lock"
      text="View only, from the browser’s log. In workers that run a script of Framereel’s first, sockets can be recorded in full and sent on."
    >
      <button
        type="button"
        class="btn"
        title={`Puts a script in front of the workers of ${site}, from the next load of the page on`}
        onClick={() => void workerSwitch.set(true)}
      >
        Capture workers in full on this site
      </button>
    </Notice>
  );
}
