import { expect, it } from 'vitest';
import { newConnection } from '../../src/session/connection.ts';
import { newSession } from '../../src/session/session.ts';
import { connections, renderPanel } from './render.tsx';

// In a file of its own: what knows reasons is loaded once, when the first row wants one.
it('the reason of a failed handshake comes to a row of which nothing else changes', async () => {
  const { store } = await renderPanel();
  const session = newSession('file', 'a file', 'imported', 0);
  const connection = newConnection(0, 'wss://api.harbor.example/presence', 0);
  const handshake = { request: [], response: [], failure: '', remoteAddress: '' };
  connection.state = 'failed';
  connection.handshake = { ...handshake, status: 403, statusText: 'Forbidden' };
  session.connections.push(connection);
  store.library.open(session);
  await expect.poll(() => connections()[1]?.textContent).toContain('403 Forbidden');
});
