import { Menu } from './Menu.tsx';
import { useStore } from './store-context.ts';
import { useCopier } from './use-copier.ts';

interface Props {
  /** index of the connection it is about; null for all of them */
  connection: number | null;
  at: { left: number; top: number };
  onClose: () => void;
}

/** What can be done with a connection of the list, or with all of them together. */
export function ConnectionMenu({ connection, at, onClose }: Props) {
  const { library, loadReplay, selection, view } = useStore();
  const copier = useCopier();
  const session = library.active.value;
  const url = connection === null ? null : session.connections[connection]?.url;

  const open = async (target: 'server' | 'page'): Promise<void> => {
    const replay = await loadReplay();
    if (connection === null) replay.choose(session, 'all');
    else {
      selection.selectConnection(connection);
      replay.choose(session, connection);
    }
    replay.target.value = target;
    view.value = 'replay';
  };

  return (
    <Menu
      label="Connection"
      at={at}
      onClose={onClose}
      entries={[
        { label: 'Replay to the server', icon: 'replay', run: () => void open('server') },
        { label: 'Replay to the page', run: () => void open('page') },
        'line',
        {
          label: 'Copy URL',
          disabled: url === undefined || url === null,
          run: () => void copier.text(url ?? ''),
        },
      ]}
    />
  );
}
