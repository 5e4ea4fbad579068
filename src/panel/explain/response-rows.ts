import type { Handshake, Header } from '../../session/connection.ts';

/** A header as it is listed; `bad` where it is to blame, or where it would stand. */
export interface HeaderRow extends Header {
  bad?: boolean;
}

/** The order of the headers of RFC 6455 section 4.2.2. */
const PLACES = [
  'upgrade',
  'connection',
  'sec-websocket-accept',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
];

/** Status and response headers; the one to blame is marked, and one that is missing stands in its place. */
export function responseRows({ status, statusText, response }: Handshake, blamed: string): HeaderRow[] {
  const rows: HeaderRow[] = [{ name: 'Status', value: `${status} ${statusText}`.trim() }, ...response];
  if (blamed === '' || (blamed === 'Status' && status === 101)) return rows;
  const name = blamed.toLowerCase();
  if (rows.some((row) => row.name.toLowerCase() === name))
    return rows.map((row) => (row.name.toLowerCase() === name ? { ...row, bad: true } : row));
  const before = PLACES.slice(0, Math.max(0, PLACES.indexOf(name)));
  const at = rows.findLastIndex((row) => before.includes(row.name.toLowerCase()));
  rows.splice(at < 0 ? 1 : at + 1, 0, { name: blamed, value: 'absent; it was needed', bad: true });
  return rows;
}
