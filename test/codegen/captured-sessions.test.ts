import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { recordedConnections } from '../../src/panel/code/recorded-connections.ts';
import { importFile } from '../../src/session/import-file.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

const SESSIONS = path.resolve(import.meta.dirname, '../fixtures/sessions');

async function connectionsOf(name: string): Promise<RecordedConnection[]> {
  const steps = importFile(new File([readFileSync(path.join(SESSIONS, name))], name));
  for (;;) {
    const { done, value } = await steps.next();
    if (done)
      return (await Promise.all(value.sessions.map((session) => recordedConnections(session, {})))).flat();
  }
}

const hurried = (code: string): string => code.replace('const SPEED = 1;', 'const SPEED = Infinity;');

describe('a session that was captured', () => {
  it.each(['graphql', 'jupyter', 'mqtt', 'nats', 'novnc', 'stomp', 'xmpp', 'yjs'])(
    'of %s is had again by the generated client with the generated server',
    { timeout: PROGRAM_MS },
    async (name) => {
      const recorded = await connectionsOf(`${name}.har`);
      const place = new Workplace('ws');
      const server = place.start(
        'node',
        [place.write('server.mjs', hurried(written('server', ...recorded)))],
        {
          PORT: '0',
        },
      );
      const [, base] = await server.says(/^(ws:\/\/localhost:\d+)\//m);

      const client = place.write('client.mjs', hurried(written('client', ...recorded)));
      const { code, stdout } = await place.run('node', [client, base ?? '']);

      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(recorded.length);
      for (const line of lines)
        expect(line).toMatch(/ \d+ sent, \d+ replies as recorded, 0 different, 0 missing$/);
      expect(server.errors()).toBe('');
      expect(code).toBe(0);
    },
  );
});
