import type { Connection } from './connection.ts';
import type { Selection } from './export-scope.ts';
import type { Redactor } from './redact.ts';

/** Some of the text that an export writes, as plain data: it may be looked through elsewhere. */
export interface RedactionLot {
  connections: Connection[];
  /** addresses and names */
  urls: string[];
  /** payloads and notes */
  texts: string[];
}

/** A lot has about so many characters of payload; it may have one payload more. */
export const LOT_CHARS = 256 * 1024;
/** … and no more frames than this, binary ones included. */
const LOT_FRAMES = 4_096;

/** A lot, and how far it leads. */
export interface RedactionStep {
  lot: RedactionLot;
  /** frames of the session that have been passed, included or not */
  rows: number;
  /** binary frames among those included: their payloads are not looked through */
  binary: number;
}

/**
 * Cuts a selection into lots, in the order in which the own format is written. Where a promise stands between them, the
 * next must not be asked for before it has settled.
 */
export function* redactionLots(selection: Selection): Generator<RedactionStep | Promise<void>, void, void> {
  const { session, connections, rows, includes } = selection;
  let lot: RedactionLot = {
    connections,
    urls: [session.name, ...session.navigations.map(({ url }) => url)],
    texts: [],
  };
  let binary = 0;
  let chars = 0;
  let begun = 0;
  for (let row = 0; row < rows; row++) {
    if (chars >= LOT_CHARS || row - begun >= LOT_FRAMES) {
      yield { lot, rows: row, binary };
      lot = { connections: [], urls: [], texts: [] };
      chars = 0;
      begun = row;
    }
    if (!includes(row)) continue;
    const isBinary = session.frames.isBinary(row);
    if (isBinary) binary++;
    while (!isBinary && session.frames.isAway(row)) yield session.frames.bring(row);
    const payload = session.frames.payload(row);
    if (typeof payload === 'string') {
      lot.texts.push(payload);
      chars += payload.length;
    }
    const note = session.notes.get(row);
    if (note?.text) lot.texts.push(note.text);
  }
  yield { lot, rows, binary };
}

/** Has `redactor` meet all that is in a lot: {@link Redactor.hidden} then tells what an export would hide. */
export function lookThrough(redactor: Redactor, { connections, urls, texts }: RedactionLot): void {
  for (const connection of connections) redactor.connection(connection);
  for (const url of urls) redactor.url(url);
  for (const text of texts) redactor.text(text);
}
