import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeKind } from '../../src/codegen/code-kind.ts';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { isPasteable } from '../../src/codegen/shell-quote.ts';
import { type Recording, stepsOf } from '../../src/replay/recording.ts';
import { closed, recording } from '../replay/recordings.ts';
import { AnsweringServer } from './answering-server.ts';
import { HOSTILE_PROTOCOL, HOSTILE_TEXTS, hostileRecording, payloads, WITH_NUL } from './hostile.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

/** wscat's program, where it is installed: only this test needs it. */
const { WSCAT } = process.env;

/** Stands in for the tool: writes down each argument and the whole standard input, as base64. */
const TOOL = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs');
const input = readFileSync(0).toString('base64');
appendFileSync('calls.jsonl', JSON.stringify({ args: process.argv.slice(2), input }) + '\\n');
`;

interface Call {
  args: string[];
  input: Buffer;
}

/** Runs the lines, without their pauses, in every shell there is here, which must agree; tells how the tool was called. */
async function run(
  kind: CodeKind & ('websocat' | 'wscat'),
  ...recorded: RecordedConnection[]
): Promise<Call[]> {
  const [first, ...others] = await Promise.all(['sh', 'bash'].map((shell) => runIn(shell, kind, recorded)));
  for (const other of others) expect(other).toEqual(first);
  return first ?? [];
}

async function runIn(shell: string, kind: string, recorded: RecordedConnection[]): Promise<Call[]> {
  const place = new Workplace();
  chmodSync(place.write(`bin/${kind}`, TOOL), 0o755);
  chmodSync(place.write('bin/sleep', '#!/bin/sh\n'), 0o755);
  const lines = place.write('lines.sh', written(kind as CodeKind, ...recorded));
  const PATH = `${path.join(place.path, 'bin')}${path.delimiter}${process.env.PATH}`;
  expect(await place.run(shell, [lines], { PATH })).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(place.isPwned).toBe(false);
  return readFileSync(path.join(place.path, 'calls.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ args, input }) => ({ args, input: Buffer.from(input, 'base64') }));
}

const only = (calls: Call[]): Call => {
  expect(calls).toHaveLength(1);
  return calls[0] as Call;
};

/** The values of one option, where every option has a value but these. */
function valuesOf({ args }: Call, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at < args.length; at++)
    if (!['-0', '--base64', '--base64-text'].includes(args[at] ?? '') && args[at++] === name)
      values.push(args[at] ?? '');
  return values;
}

/** What websocat 1.x sends for this input: messages end with NUL, `t` and `b` tell their type, base64 is decoded. */
function sentByWebsocat({ args, input }: Call): (string | Buffer)[] {
  expect(args.slice(0, 6)).toEqual(['-0', '--text-prefix', 't', '--binary-prefix', 'b', '--base64']);
  const messages = input.toString().split('\0');
  expect(messages.pop()).toBe('');
  return messages.map((message) => {
    const content = message.slice(1);
    if (message[0] === 'b') return Buffer.from(content, 'base64');
    expect(message[0]).toBe('t');
    return args.includes('--base64-text') ? Buffer.from(content, 'base64').toString() : content;
  });
}

const chat = recording(['< 1 welcome', "> 5 it's", '< 8 0x0aff', '> 12 0x00ff'], {
  url: 'wss://example.test/chat?room=1',
  protocols: ['chat.v2', 'chat.v1'],
  outcome: closed(14, 'page', 1000),
});

/** Text only, of what fits in quotes. */
const readable = (): Recording => hostileRecording('ws://127.0.0.1:8080', HOSTILE_TEXTS.filter(isPasteable));

describe('websocat lines', { timeout: PROGRAM_MS }, () => {
  it('send what the page sent, text readable and bytes in base64', async () => {
    const call = only(await run('websocat', { ...chat, origin: 'https://app.harbor.example' }));
    expect(sentByWebsocat(call)).toEqual(["it's", Buffer.of(0, 255)]);
    expect(call.args.slice(6)).toEqual([
      '--protocol',
      'chat.v2, chat.v1',
      '--origin',
      'https://app.harbor.example',
      'wss://example.test/chat?room=1',
    ]);
    expect(written('websocat', chat)).toContain(`  text 'it'\\''s'\n`);
  });

  it('pause as the page did, and wait for the last replies', () => {
    const slow = recording(['> 250 a', '> 1750.4 b', '< 4000 c']);
    expect(written('websocat', slow).match(/sleep \d.*/g)).toEqual([
      'sleep 0.250',
      'sleep 1.500',
      'sleep 3.250',
    ]);
  });

  it('keep text what it is, from a hostile session', async () => {
    const recorded = readable();
    const call = only(await run('websocat', recorded));
    expect(call.args).not.toContain('--base64-text');
    expect(sentByWebsocat(call)).toEqual(payloads(recorded, 'sent'));
    expect(valuesOf(call, '--protocol')).toEqual([HOSTILE_PROTOCOL]);
    expect(call.args.at(-1)).toBe(new URL(recorded.url).href);
  });

  it('put text in base64 where control characters are in it, even NUL', async () => {
    const recorded = hostileRecording('ws://127.0.0.1:8080');
    const call = only(await run('websocat', recorded));
    expect(call.args).toContain('--base64-text');
    expect(sentByWebsocat(call)).toEqual(payloads(recorded, 'sent'));
  });

  it('let long messages through whole', async () => {
    const long = 'x'.repeat(200_000);
    const call = only(
      await run('websocat', recording([{ at: 0, direction: 'sent', payload: long, shape: 'string' }])),
    );
    expect(Number(valuesOf(call, '-B')[0])).toBeGreaterThan(long.length);
    expect(sentByWebsocat(call)).toEqual([long]);
  });

  it('are one after the other for several connections', async () => {
    const calls = await run('websocat', chat, { ...chat, url: 'wss://example.test/second', protocols: [] });
    expect(calls.map(({ args }) => args.at(-1))).toEqual([chat.url, 'wss://example.test/second']);
  });
});

describe('wscat lines', { timeout: PROGRAM_MS }, () => {
  it('send the text that the page sent, and count the bytes that wscat cannot send', async () => {
    const call = only(await run('wscat', { ...chat, origin: 'https://app.harbor.example' }));
    expect(call.args).toEqual(
      [
        '-c',
        chat.url,
        '-w',
        '2',
        '-s',
        'chat.v2',
        '-s',
        'chat.v1',
        '-o',
        'https://app.harbor.example',
      ].concat('-x', "it's"),
    );
    expect(written('wscat', chat)).toContain('# Left out: 1 message in binary, which wscat cannot send.\n');
  });

  it('keep text what it is, from a hostile session, and count what a command line cannot hold', async () => {
    const recorded = hostileRecording('ws://127.0.0.1:8080');
    const call = only(await run('wscat', recorded));
    const texts = payloads(recorded, 'sent').filter((one) => typeof one === 'string');
    expect(valuesOf(call, '-x')).toEqual(texts.filter((text) => text !== WITH_NUL && text !== '\n'));
    expect(valuesOf(call, '-s')).toEqual([HOSTILE_PROTOCOL]);
    const lines = written('wscat', recorded);
    expect(lines).toContain('# Left out: 1 message ending in a line break.\n');
    expect(lines).toContain('# Left out: 1 message with a NUL, which no command line can hold.\n');
  });

  it.skipIf(!WSCAT)(
    'are played by wscat, from a hostile session (skipped where WSCAT does not name its program)',
    { timeout: 120_000 },
    async () => {
      const server = await AnsweringServer.start();
      const recorded = hostileRecording(server.base);
      const place = new Workplace();
      chmodSync(place.write('bin/wscat', `#!/bin/sh\nexec node '${WSCAT}' "$@"\n`), 0o755);
      const lines = place.write('lines.sh', written('wscat', recorded));
      const PATH = `${path.join(place.path, 'bin')}${path.delimiter}${process.env.PATH}`;
      const { code, stdout, stderr } = await place.run('sh', [lines], { PATH });
      expect(code, stdout + stderr).toBe(0);
      const texts = payloads(recorded, 'sent').filter((one) => typeof one === 'string');
      expect(server.visit.said).toEqual(texts.filter((text) => text !== WITH_NUL && text !== '\n'));
      expect(server.visit.protocols).toBe(HOSTILE_PROTOCOL);
      expect(place.isPwned).toBe(false);
    },
  );

  it('leave out what is too long for a command line', () => {
    const send = (payload: string) => ({ at: 0, direction: 'sent', payload, shape: 'string' }) as const;
    const many = Array.from({ length: 12 }, () => send('x'.repeat(100_000)));
    const lines = written('wscat', { ...chat, steps: stepsOf([send('y'.repeat(200_000)), ...many]) });
    expect(lines).toContain('# Left out: 5 messages too long for a command line.\n');
    expect(lines.length).toBeLessThan(1 << 20);
  });

  it('listen as long as the page did where there is nothing to send', () => {
    const lines = written('wscat', recording(['< 1 a', '< 4200 b']));
    expect(lines).toMatch(/^sleep 7 \| wscat -c '\S+' -w 5 -s 'chat.v2'\n$/m);
  });
});

describe('any lines', () => {
  it.each(['websocat', 'wscat'] as const)('of %s are nothing that a terminal takes for a key', (kind) => {
    const lines = written(kind, hostileRecording('ws://127.0.0.1:8080'));
    expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});
