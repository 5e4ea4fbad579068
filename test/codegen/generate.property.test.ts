import { execFileSync } from 'node:child_process';
import vm from 'node:vm';
import fc from 'fast-check';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import type { CodeKind } from '../../src/codegen/code-kind.ts';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { anyRecording } from './arbitrary-recording.ts';
import { type ArtilleryStep, readScenario } from './scenario-reader.ts';
import { written } from './workplace.ts';

const recordings = fc.array(anyRecording, { maxLength: 3 });

/** Connections that can be played at all. */
const playable = (list: RecordedConnection[]): RecordedConnection[] =>
  list.filter(({ url }) => URL.canParse(url) && /^(?:ws|http)s?:$/.test(new URL(url).protocol));

type Data = string | string[];

/** Payloads of a recording; bytes as their numbers in a list, so that values of other realms can be compared. */
function payloadsOf({ steps }: RecordedConnection, direction?: 'sent' | 'received'): Data[] {
  const list: Data[] = [];
  for (let index = 0; index < steps.length; index++) {
    const { payload, direction: way } = steps.step(index);
    if (payload === null || (direction && way !== direction)) continue;
    list.push(typeof payload === 'string' ? payload : [Buffer.from(payload).toString('base64')]);
  }
  return list;
}

const SCRIPTS: CodeKind[] = ['playwright', 'msw', 'server', 'client', 'k6'];

describe('whatever was recorded', () => {
  it.each(SCRIPTS)('%s code is a module', (kind) => {
    fc.assert(
      fc.property(recordings, (list) => {
        expect(parseAst(written(kind, ...list)).type).toBe('Program');
      }),
    );
  });

  it.each(SCRIPTS)('%s code holds every payload there is, and nothing else that was recorded', (kind) => {
    fc.assert(
      fc.property(recordings, (list) => {
        const code = written(kind, ...list);
        const data = code.slice(code.lastIndexOf('\nfunction recorded() {'));
        const connections = vm.runInNewContext(`${data}; recorded()`, {
          bytes: (base64: string) => [base64],
        });
        const held = connections.map(({ frames }: { frames: { sent?: Data; received?: Data }[] }) =>
          frames.map(({ sent, received }) => sent ?? received),
        );
        expect(JSON.parse(JSON.stringify(held))).toEqual(
          playable(list).map((one) => JSON.parse(JSON.stringify(payloadsOf(one)))),
        );
        // All before the data is the same for every recording, but for the numbers.
        const counted = (text: string) =>
          text.replace(/\/\/ (?:Left out: .*|.* from a recording of .*)\n/g, '');
        expect(counted(code.slice(0, -data.length))).toBe(
          counted(written(kind)).split('\nfunction recorded()')[0],
        );
      }),
    );
  });

  it.each(['websocat', 'wscat'] as const)('%s lines are a program of the shell', (kind) => {
    fc.assert(
      fc.property(recordings, (list) => {
        const lines = written(kind, ...list);
        execFileSync('sh', ['-n'], { input: lines });
        expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
      }),
      { numRuns: 40 },
    );
  });

  it('an Artillery scenario has each text that was sent', () => {
    fc.assert(
      fc.property(recordings, (list) => {
        const { scenarios } = readScenario(written('artillery', ...list));
        const sends = (steps: ArtilleryStep[]): string[] =>
          steps.flatMap((step) => ('send' in step ? [step.send] : 'loop' in step ? step.over : []));
        expect(scenarios.map(({ flow }) => sends(flow))).toEqual(
          playable(list)
            .filter(({ outcome }) => outcome.is !== 'failed')
            .map((one) => payloadsOf(one, 'sent').filter((payload) => typeof payload === 'string')),
        );
      }),
    );
  });
});
