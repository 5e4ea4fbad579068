import type { Payload } from '../../protocol/payload.ts';
import type { Difference } from '../../replay/compare-json.ts';
import { comparePayloads } from '../../replay/compare-payload.ts';
import type { Connection } from '../../session/connection.ts';
import { payloadToBase64 } from '../../session/payload-text.ts';
import { type RedactionRules, Redactor } from '../../session/redact.ts';
import type { Session } from '../../session/session.ts';
import { LARGEST_COMPARED } from '../compare/field-differences.ts';
import { canHide } from '../hiding/can-hide.ts';
import type { Hiding } from '../store/hiding.ts';
import type { Library } from '../store/library.ts';
import type { Problems } from '../store/problems.ts';
import {
  type Comparison,
  type ComparisonRow,
  type ConnectionFact,
  isUnderWay,
  type ReplayProgress,
  type ReplayState,
  type ReplayTarget,
  type ReportFormat,
} from '../store/replay-state.ts';
import { factsOf } from './connection-facts.ts';
import type { ReplayRun } from './replay-run.ts';
import { reportPage } from './report-page.ts';

/** A frame's bytes: as text, or where they are binary in base64; null where there are none. */
export type ReportedPayload = { text: string } | { base64: string } | null;

/** One row of the comparison that is worth telling of. */
export interface ReportedRow {
  /** place in the recording, from 1; null for what was not recorded */
  step: number | null;
  direction: ComparisonRow['direction'];
  result: ComparisonRow['verdict'];
  /** milliseconds after the sent frame that the row follows, null where one side has none */
  wait: ComparisonRow['wait'];
  recorded: ReportedPayload;
  new: ReportedPayload;
  /** JSON field by field, those that do not count included */
  fields: Difference[];
}

export interface ReportedConnection {
  url: string;
  facts: readonly ConnectionFact[];
  counts: Comparison['counts'];
  /** median wait for a reply, in milliseconds */
  wait: Comparison['wait'];
  /** how much later replies came than recorded, in milliseconds */
  delay: Comparison['delay'];
  /** all but those that are the same, or still to come */
  rows: ReportedRow[];
}

/** What a replay found, as plain data. Its schema is `version`. */
export interface Report {
  report: 'framereel-replay';
  version: 1;
  /** ISO 8601, when the report was written */
  written: string;
  target: ReplayTarget;
  state: ReplayState;
  failure: string | null;
  /** frames played, and to be played in all */
  played: number;
  frames: number;
  /** paths of fields that did not count */
  ignored: readonly string[];
  connections: ReportedConnection[];
}

export interface Ending {
  state: ReplayState;
  progress: ReplayProgress;
  failure: string | null;
}

/** Whether what the user hides can be hidden in a report without holding up everything; says so where not. */
export async function mayReport(
  ports: { hiding: Hiding; problems: Problems; library: Library },
  { sides }: Pick<ReplayRun, 'sides'>,
): Promise<boolean> {
  const { signal } = new AbortController();
  const sessions = new Set([ports.library.live(), ...sides.map(({ session }) => session)]);
  for (const session of sessions) if (!(await canHide(ports, session, {}, signal))) return false;
  return true;
}

/**
 * Sums up a replay that has been, or what came of it so far. Credentials in URLs are left out, and whatever the user
 * hides.
 *
 * @param rules null where the user hides nothing
 * @param last number of a placeholder of an earlier redaction in what it tells of: those up to it keep their meaning
 */
export function reportOn(
  run: Pick<ReplayRun, 'plan' | 'sides' | 'compare'>,
  { state, progress, failure }: Ending,
  ignored: readonly string[],
  now: number,
  rules: RedactionRules | null = null,
  last = 0,
): Report {
  const redactor = new Redactor({ ...rules, urls: true }, last);
  const shown = (payload: Payload | null): Payload | null =>
    rules && typeof payload === 'string' ? redactor.text(payload) : payload;
  return {
    report: 'framereel-replay',
    version: 1,
    written: new Date(now).toISOString(),
    target: run.plan.target,
    state,
    failure: failure && redactor.url(failure),
    played: progress.done,
    frames: progress.total,
    ignored,
    connections: run.sides.map(({ connection }, track) => {
      const comparison = run.compare(track, isUnderWay(state), ignored);
      const { counts, wait, delay, connections } = comparison;
      const rows = rowsOf(comparison, shown);
      const [before, after] = connections.map((one) => one && redactor.connection(one));
      const facts = factsOf(before as Connection, after ?? null, isUnderWay(state));
      return { url: redactor.url(connection.url), facts, counts, wait, delay, rows };
    }),
  };
}

/** @param shown a payload as it may be reported */
function rowsOf(comparison: Comparison, shown: (payload: Payload | null) => Payload | null): ReportedRow[] {
  const rows: ReportedRow[] = [];
  for (let index = 0; index < comparison.length; index++) {
    const row = comparison.at(index);
    if (row.verdict === 'same' || row.verdict === 'pending') continue;
    const { step, direction, verdict, wait } = row;
    const old = shown(payloadAt(comparison.recorded, row.recorded));
    const now = shown(payloadAt(comparison.fresh, row.fresh));
    const isCompared = verdict === 'differs' && sizeOf(old) + sizeOf(now) <= LARGEST_COMPARED;
    rows.push({
      step,
      direction,
      result: verdict,
      wait,
      recorded: reported(old),
      new: reported(now),
      fields: isCompared ? comparePayloads(old, now, comparison.mask).fields : [],
    });
  }
  return rows;
}

const payloadAt = (session: Session | null, frame: number | null): Payload | null =>
  session && frame !== null ? session.frames.payload(frame) : null;

const sizeOf = (payload: Payload | null): number =>
  typeof payload === 'string' ? payload.length : (payload?.byteLength ?? 0);

function reported(payload: Payload | null): ReportedPayload {
  if (payload === null) return null;
  return typeof payload === 'string' ? { text: payload } : { base64: payloadToBase64(payload) };
}

/** A report's file: its name and content. */
export function reportFile(report: Report, format: ReportFormat): [name: string, content: Blob] {
  const name = `replay-${report.written.slice(0, 19).replaceAll(':', '-')}.${format}`;
  return format === 'json'
    ? [name, new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' })]
    : [name, new Blob([reportPage(report)], { type: 'text/html' })];
}
