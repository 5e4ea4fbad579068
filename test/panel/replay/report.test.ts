import { describe, expect, it } from 'vitest';
import { compare, type Side } from '../../../src/panel/replay/comparison.ts';
import { recordingOf } from '../../../src/panel/replay/recording-of.ts';
import { type Report, reportFile, reportOn } from '../../../src/panel/replay/report.ts';
import { PAGE_ROWS, reportPage } from '../../../src/panel/replay/report-page.ts';
import type { ReplayState } from '../../../src/panel/store/replay-state.ts';
import { makePlan } from '../../../src/replay/plan.ts';
import { record } from '../../../src/session/record.ts';
import type { RedactionRules } from '../../../src/session/redact.ts';
import { newSession, type Session } from '../../../src/session/session.ts';

const HOSTILE = '</td><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp.\u2028"\'&\0';

/** A session with one connection per list of received texts. */
function sessionOf(...connections: string[][]): Session {
  const session = newSession('s', 'Live', 'live', 0);
  connections.forEach((texts, index) => {
    const connection = index + 1;
    const url = `wss://x.example/${HOSTILE}?token=verysecret`;
    const base = { connection, source: 'wire' as const };
    record(session, 'd', { ...base, type: 'opening', time: 0, url, protocols: [], stack: null });
    record(session, 'd', { connection, type: 'open', time: 1, protocol: '', extensions: '' });
    texts.forEach((payload, at) => {
      const seq = at + 1;
      const frame = { ...base, seq, time: 2 + at, direction: 'received', shape: 'string', payload } as const;
      record(session, 'd', { ...frame, type: 'frame' });
    });
  });
  return session;
}

function reportFor(
  recorded: string[],
  fresh: string[],
  ignored: string[] = [],
  rules: RedactionRules | null = null,
  state: ReplayState = 'failed',
  change: (session: Session) => void = () => {},
): Report {
  const session = sessionOf(recorded, fresh);
  change(session);
  const [old, now] = session.connections.map((connection): Side => ({ session, connection }));
  if (!old || !now) throw new Error('there are two connections');
  const plan = makePlan({
    target: 'server',
    pacing: { by: 'manual' },
    tracks: [{ recording: recordingOf(session, old.connection) }],
  });
  const run = {
    plan,
    sides: [old],
    compare: (_track: number, underWay: boolean) => compare(old, now, underWay),
  };
  const progress = { done: 1, total: 2, heard: 0, expected: 1, waitingFor: null };
  return reportOn(run, { state, progress, failure: HOSTILE }, ignored, 0, rules);
}

describe('a report', () => {
  it('tells of all that is not the same, and no credentials of the URL', () => {
    const report = reportFor(['{"a":1}', 'same', 'gone'], ['{"a":2}', 'same']);
    expect(report.connections[0]?.rows).toMatchObject([
      { step: 1, result: 'differs', recorded: { text: '{"a":1}' }, fields: [{ path: '$.a', fresh: '2' }] },
      { step: 3, result: 'missing', recorded: { text: 'gone' }, new: null },
    ]);
    expect(report.connections[0]?.counts).toMatchObject({ same: 1, differs: 1, missing: 1 });
    expect(JSON.stringify(report)).not.toContain('verysecret');
    expect(report).toMatchObject({ written: '1970-01-01T00:00:00.000Z', played: 1, frames: 2 });
  });

  it('counts what is still to come while the replay goes on, and calls none of it missing', () => {
    const [connection] = reportFor(['a', 'lost', 'b', 'c'], ['a', 'b'], [], null, 'paused').connections;
    expect(connection?.counts).toMatchObject({ same: 2, missing: 1, pending: 1 });
    expect(connection?.rows).toMatchObject([{ step: 2, result: 'missing' }]);
  });

  it('has nothing in it of what the user hides, and tells of differences all the same', () => {
    const rules = { fields: ['pin'], patterns: [/4111-\d+/] };
    const report = reportFor(
      ['{"pin":1234,"n":1}', 'card 4111-1'],
      ['{"pin":5678,"n":2}', 'card 4111-2'],
      [],
      rules,
    );
    expect(JSON.stringify(report)).not.toMatch(/1234|5678|4111/);
    expect(report.connections[0]?.rows).toMatchObject([
      { recorded: { text: '{"pin":"redacted-1","n":1}' }, new: { text: '{"pin":"redacted-2","n":2}' } },
      { recorded: { text: 'card redacted-3' }, new: { text: 'card redacted-4' } },
    ]);
  });

  it('has no credential in how the connections began and ended, nor what the user hides there', () => {
    const report = reportFor(['a'], ['b'], [], { patterns: [/\S+@\S+/] }, 'failed', (session) => {
      for (const connection of session.connections)
        Object.assign(connection, {
          protocol: 'auth-token-abcdef123456',
          closed: { time: 9, code: 4001, reason: 'bob@corp.example kicked', wasClean: true },
        });
    });
    expect(JSON.stringify(report.connections[0]?.facts)).not.toMatch(/abcdef123456|bob@/);
    expect(report.connections[0]?.facts).toMatchObject([
      { recorded: expect.stringMatching(/^accepted, auth-redacted-\d+$/), differs: false },
      { recorded: expect.stringMatching(/^4001 "redacted-\d+ kicked"$/), differs: false },
    ]);
  });

  it('is JSON that can be read again', async () => {
    const report = reportFor([HOSTILE], ['other']);
    const [name, content] = reportFile(report, 'json');
    expect(name).toBe('replay-1970-01-01T00-00-00.json');
    expect(JSON.parse(await content.text())).toEqual(report);
  });

  it('is an inert page, whatever was recorded', () => {
    const page = reportPage(
      reportFor([HOSTILE, `{"${HOSTILE.slice(0, 20)}":1}`], [`${HOSTILE}!`, '{}'], [HOSTILE]),
    );
    expect(page).toContain(`content="default-src 'none';`);
    expect(page.match(/<(?!\/?(?:html|meta|title|style|h1|h2|p|table|tr|th|td)\b|!doctype)/g)).toBeNull();
    expect(page).not.toMatch(/onerror=(?!alert\(1\)&gt;)/);
    expect(page).not.toContain('\u202e');
    expect(page).not.toContain('\0');
  });

  it('says what a page leaves out', () => {
    const many = Array.from({ length: PAGE_ROWS + 5 }, (_, index) => `frame ${index}`);
    expect(reportPage(reportFor(many, []))).toContain('5 more are in the JSON report only.');
  });
});
