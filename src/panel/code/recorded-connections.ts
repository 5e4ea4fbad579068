import { settled } from '../../base/settled.ts';
import type { RecordedConnection } from '../../codegen/recorded-connection.ts';
import type { Recording } from '../../replay/recording.ts';
import type { Connection } from '../../session/connection.ts';
import { type ExportScope, type Selection, select } from '../../session/export-scope.ts';
import { lastPlaceholder, type RedactionRules, Redactor, textsOf } from '../../session/redact.ts';
import type { Session } from '../../session/session.ts';
import { recordingOf } from '../replay/recording-of.ts';

/**
 * The connections of a session that code is written from, with what is hidden in exports. Those that a replay made are
 * left out unless they are named: the page would never open them. Their payloads have to stay in memory.
 */
export async function recordedConnections(
  session: Session,
  scope: ExportScope,
  rules: RedactionRules = {},
): Promise<RecordedConnection[]> {
  const selection = select(session, scope);
  const connections = selection.connections.filter(({ run }) => run === null || scope.connections);
  const rows = rowsOf(selection, connections);
  await session.frames.recall(framesIn(selection));
  const last = await settled(lastPlaceholder(textsOf({ ...selection, connections })));
  const redactor = new Redactor(rules, last);
  const first = Math.min(...connections.map(({ opening }) => opening));
  return connections.map((connection) => {
    const before = redactor.values;
    const shown = redactor.connection(withoutUnwritten(connection));
    const recording = redacted(recordingOf(session, shown, rows.get(connection.index)), redactor);
    return {
      ...recording,
      start: connection.opening - first,
      page: shown.documentUrl,
      origin: shown.origin,
      status: connection.handshake?.status,
      hidden: redactor.values - before,
    };
  });
}

/** What no code has in it would only be counted among what is hidden. */
const withoutUnwritten = (connection: Connection): Connection => ({
  ...connection,
  handshake: null,
  stack: null,
  refused: null,
  blocked: null,
  closing: connection.closing && { ...connection.closing, reason: null },
});

function rowsOf(selection: Selection, connections: readonly Connection[]): Map<number, number[]> {
  const { session, includes } = selection;
  const rows = new Map(connections.map(({ index }) => [index, [] as number[]]));
  for (let row = 0; row < selection.rows; row++)
    if (includes(row)) rows.get(session.frames.connection(row))?.push(row);
  return rows;
}

/** A recording whose payloads are read through `redactor`, which has met all of them when this returns. */
function redacted(recording: Recording, redactor: Redactor): Recording {
  if (!redactor.readsPayloads) return recording;
  const { steps } = recording;
  const step: typeof steps.step = (index) => {
    const { payload, ...rest } = steps.step(index);
    return { ...rest, payload: typeof payload === 'string' ? redactor.text(payload) : payload };
  };
  for (let index = 0; index < steps.length; index++) step(index);
  return { ...recording, steps: { length: steps.length, step } };
}

function* framesIn({ rows, includes }: Selection): Generator<number> {
  for (let row = 0; row < rows; row++) if (includes(row)) yield row;
}
