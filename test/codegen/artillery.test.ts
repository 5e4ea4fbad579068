import { describe, expect, it } from 'vitest';
import { closed, recording } from '../replay/recordings.ts';
import { AnsweringServer } from './answering-server.ts';
import { HOSTILE_PROTOCOL, hostileRecording, payloads } from './hostile.ts';
import { type ArtilleryStep, readScenario } from './scenario-reader.ts';
import { Workplace, written } from './workplace.ts';

/**
 * Artillery's program, where it is installed: 590 MB are too much for the lock file. Its newest version that runs on
 * node 20 is 2.0.21.
 */
const { ARTILLERY } = process.env;

const sends = (flow: ArtilleryStep[]): string[] =>
  flow.flatMap((step) => ('send' in step ? [step.send] : 'loop' in step ? step.over : []));

const texts = (list: (string | Buffer)[]): string[] => list.filter((one) => typeof one === 'string');

describe('a generated Artillery scenario', () => {
  const chat = recording(
    ['< 1 welcome', '> 5 hello', '< 8 0x0aff', '> 12 0x00', '> 1012.6 bye', '< 1100 bye'],
    {
      outcome: closed(1200, 'server'),
    },
  );

  it('connects as the page did, says what it said and pauses as it did', () => {
    const yaml = written('artillery', { ...chat, origin: 'https://app.harbor.example' });
    expect(readScenario(yaml)).toEqual({
      config: { target: chat.url, phases: [{ duration: 1, arrivalRate: 1 }] },
      scenarios: [
        {
          name: 'Connection 1',
          engine: 'ws',
          flow: [
            {
              connect: {
                target: chat.url,
                subprotocols: ['chat.v2'],
                headers: { Origin: 'https://app.harbor.example' },
              },
            },
            { think: '5ms' },
            { send: 'hello' },
            { think: '1008ms' },
            { send: 'bye' },
            { think: '87ms' },
          ],
        },
      ],
    });
    expect(yaml).toContain("# Left out: 1 message in binary, which Artillery's engine cannot send.\n");
  });

  it('is one for each connection that opened', () => {
    const failed = recording([], { opened: null, outcome: { is: 'failed', at: 1 } });
    const yaml = written('artillery', failed, chat, chat);
    expect(readScenario(yaml).scenarios.map(({ name }) => name)).toEqual(['Connection 1', 'Connection 2']);
    expect(yaml).toContain('# Left out: 1 connection that did not open.\n');
  });

  it('keeps what it says what it is, from a hostile session, and out of the way of variables', () => {
    const recorded = hostileRecording('ws://127.0.0.1:8080');
    const { config, scenarios } = readScenario(written('artillery', recorded));
    const flow = scenarios[0]?.flow ?? [];
    expect(sends(flow)).toEqual(texts(payloads(recorded, 'sent')));
    expect(flow.filter((step) => 'send' in step && step.send.includes('{{'))).toEqual([]);
    expect(flow[0]).toMatchObject({ connect: { subprotocols: [HOSTILE_PROTOCOL] } });
    expect(config.target).not.toContain('{{');
    expect(decodeURI(config.target)).toBe(decodeURI(new URL(recorded.url).href));
  });

  it.skipIf(!ARTILLERY)(
    'is played by Artillery, from a hostile session (skipped where ARTILLERY does not name its program)',
    { timeout: 120_000 },
    async () => {
      const server = await AnsweringServer.start();
      const recorded = hostileRecording(server.base);
      const place = new Workplace();
      const file = place.write('scenario.yml', written('artillery', recorded));
      const { code, stdout, stderr } = await place.run('node', [ARTILLERY ?? '', 'run', file], {
        ARTILLERY_DISABLE_TELEMETRY: 'true',
        ARTILLERY_DISABLE_CHECK_UPDATE: 'true',
      });
      expect(code, stdout + stderr).toBe(0);
      expect(server.visit.said).toEqual(texts(payloads(recorded, 'sent')));
      expect(server.visit.protocols).toBe(HOSTILE_PROTOCOL);
      expect(decodeURI(server.base + server.visit.url)).toBe(decodeURI(new URL(recorded.url).href));
      expect(place.isPwned).toBe(false);
    },
  );
});
