import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Ending, SERVER_KEYS, SERVERS, type Seen, type Server, seenIn } from './servers.ts';

const DOCS = readFileSync(path.resolve(import.meta.dirname, '../../docs/interop.md'), 'utf8');

const inBoth = <T>(seen: Seen<T>, say: (one: T) => string): string =>
  [...new Set([say(seenIn('chrome', seen)), say(seenIn('firefox', seen))])].join(' / ');

const ending = ({ code, reason, wasClean }: Ending): string =>
  [code, reason && `“${reason}”`, wasClean === null && 'clean or not', wasClean === false && 'not clean']
    .filter(Boolean)
    .join(' ');

/** The row of a server in the table of docs/interop.md. */
function rowOf(server: Server): string {
  const { name, source, extensions, subprotocol, clientClose, serverClose, echoesEmpty } = server;
  const cells = [
    name,
    'npm' in source ? `npm ${source.npm}` : source.debian.join(', '),
    inBoth(extensions, (one) => one || 'none'),
    inBoth(subprotocol, (one) => (one === null ? 'fails' : one || 'opens without')),
    inBoth(clientClose, ending),
    inBoth(serverClose, ending),
    echoesEmpty ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}

it('docs say what is true of each server', () => {
  const [, table = ''] = DOCS.split(/^\| server \| from \|.*\n.*\n/m);
  expect(table.split('\n\n')[0]?.split('\n')).toEqual(SERVER_KEYS.map((key) => rowOf(SERVERS[key])));
});
