import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFile, importWhole, READ_BYTES } from '../../src/session/import-file.ts';
import { MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FREE_BYTES, UnpackBudget } from '../../src/session/unpack.ts';
import { bytesOf, fileOf, fixture, gzip, importBytes, newId, onlySession, problemsOf } from './support.ts';

const v1 = new TextDecoder().decode(fixture('v1.jsonl'));
const stomp = new TextDecoder().decode(fixture('stomp.har'));
const zip = (entries: Record<string, string>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))),
  );

describe('a file is told apart by what is in it', () => {
  it.each([
    ['our own format', v1, 9],
    ['our own format, packed', gzip(v1), 9],
    ['a HAR', stomp, 6],
    ['a HAR, packed', gzip(stomp), 6],
    ['a HAR after a byte order mark', `\ufeff${stomp}`, 6],
    ['a zip with a HAR', zip({ 'a/trace.har': stomp }), 6],
    ['a zip with our own format', zip({ 'readme.txt': 'x', 'session.jsonl': v1 }), 9],
    ['a zip whose entries have no telling names', zip({ one: 'x', two: v1 }), 9],
  ])('%s', async (_, content, frames) => {
    const result = await importBytes(content, 'whatever.bin');
    expect(onlySession(result).frames.length).toBe(frames);
    expect(onlySession(result)).toMatchObject({ name: 'whatever.bin', kind: 'imported', id: 'imported-1' });
  });

  it('and each session of a zip has its entry in its name, and in the places of its problems', async () => {
    const result = await importBytes(
      zip({ 'one.har': stomp, 'two.har': '{"log":{"entries":[5]}}', 'three.har': stomp }),
      'both.zip',
    );
    expect(result.sessions.map(({ name }) => name)).toEqual(['both.zip › one.har', 'both.zip › three.har']);
    expect(problemsOf(result)).toContain('FIELD_INVALID two.har: $.log.entries[0]');
    expect(problemsOf(result)).toContain('HAR_WITHOUT_SOCKETS two.har: $.log.entries');
  });

  it.each([
    ['nothing', '', 'EMPTY_FILE', 'empty'],
    ['words', 'Dear diary', 'NOT_A_SESSION', 'neither'],
    ['a picture', '\x89PNG\r\n', 'NOT_A_SESSION', 'neither'],
    ['other JSON', '{"name":"framereel","version":"1"}', 'NOT_A_SESSION', 'log'],
    ['a list', '[{"type":"frame"}]', 'NOT_A_SESSION', 'neither'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'NOT_A_SESSION', 'UTF-16'],
    [
      'messages without their HAR',
      '{"type":"send","time":1,"opcode":1,"data":""}\n',
      'NOT_A_SESSION',
      'Playwright',
    ],
    ['an empty zip', zip({}), 'NOT_A_SESSION', '0 entries'],
    ['a zip of other things', zip({ 'a.txt': 'x', 'b.json': '{}' }), 'NOT_A_SESSION', '2 entries'],
    ['a packed picture', gzip('\x89PNG\r\n'), 'NOT_A_SESSION', 'neither'],
    ['half a gzip header', new Uint8Array([0x1f, 0x8b, 8]), 'ARCHIVE_DAMAGED', 'damaged'],
    ['a zip without its end', zip({ 'a.har': stomp }).slice(0, 200), 'ARCHIVE_DAMAGED', 'cut short'],
    [
      'a session of a newer version',
      v1.replace('"version":1', '"version":7'),
      'SESSION_VERSION',
      'version 7',
    ],
    [
      'a packed one of a newer version',
      gzip(v1.replace('"version":1', '"version":7')),
      'SESSION_VERSION',
      'version 7',
    ],
  ])('and %s is called what it is', async (_, content, code, words) => {
    const { sessions, problems } = await importBytes(content);
    expect(sessions).toEqual([]);
    expect(problems).toMatchObject([{ code, message: expect.stringContaining(words) }]);
  });
});

describe('a packed file', () => {
  const session = `${v1.split('\n').slice(0, 6).join('\n')}\n`;
  const frame = (seq: number): string =>
    `{"type":"frame","connection":1,"seq":${seq},"time":${seq},"direction":"sent","text":"${Math.sin(seq)}"}\n`;
  const long = session + Array.from({ length: 20_000 }, (_, index) => frame(index + 1)).join('');

  it('that is cut short gives what could be unpacked', async () => {
    const packed = gzip(long);
    const result = await importBytes(packed.slice(0, packed.length / 2));
    expect(problemsOf(result)).toContain('ARCHIVE_DAMAGED');
    expect(onlySession(result).frames.length).toBeGreaterThan(5_000);
    expect(onlySession(result).frames.length).toBeLessThan(15_000);
  });

  it('whose checksum is wrong says so and keeps what was read', async () => {
    const packed = gzip(v1);
    packed[packed.length - 6] = (packed.at(-6) ?? 0) ^ 1;
    const result = await importBytes(packed);
    expect(problemsOf(result)).toEqual(['ARCHIVE_DAMAGED']);
    expect(onlySession(result).frames.length).toBe(9);
  });

  it('in a zip whose checksum is wrong says so and keeps what was read', async () => {
    const packed = new Uint8Array(zipSync({ 'a.jsonl': [strToU8(v1), { level: 0 }] }));
    packed[200] = (packed[200] ?? 0) ^ 1;
    const result = await importBytes(packed);
    expect(problemsOf(result)).toContain('ARCHIVE_DAMAGED a.jsonl');
    expect(result.sessions).toHaveLength(1);
  });

  it('in a zip that is encrypted or packed in another way is refused', async () => {
    for (const [offset, value, words] of [
      [8, 1, 'encrypted'],
      [10, 12, 'method (12)'],
    ] as const) {
      const packed = zip({ 'a.har': stomp });
      const directory = new TextDecoder('latin1').decode(packed).indexOf('PK\x01\x02');
      packed[directory + offset] = value;
      expect((await importBytes(packed)).problems).toMatchObject([
        { code: 'ARCHIVE_UNSUPPORTED', message: expect.stringContaining(words), where: 'a.har' },
      ]);
    }
  });

  it('whose entry is not where the directory says is damaged, and nothing else is read', async () => {
    const packed = zip({ 'a.har': stomp });
    const directory = new TextDecoder('latin1').decode(packed).indexOf('PK\x01\x02');
    packed[directory + 42] = 9;
    expect(problemsOf(await importBytes(packed))).toEqual(['ARCHIVE_DAMAGED a.har']);
  });

  it('has names that are compared and used for nothing else', async () => {
    const playwright = JSON.stringify({
      log: {
        entries: [
          {
            _resourceType: 'websocket',
            request: { url: 'ws://a/' },
            response: { status: 101, content: { _file: '../../etc/passwd.jsonl' } },
          },
        ],
      },
    });
    const message = '{"type":"send","time":1767323045000,"opcode":1,"data":"x"}\n';
    const result = await importBytes(zip({ '/abs/a.har': playwright, '../../etc/passwd.jsonl': message }));
    expect(onlySession(result).frames.payload(0)).toBe('x');
  });

  it('that lacks the messages its HAR names says so', async () => {
    const har = JSON.stringify({
      log: {
        entries: [
          {
            _resourceType: 'websocket',
            request: { url: 'ws://a/' },
            response: { content: { _file: 'b.jsonl' } },
          },
        ],
      },
    });
    const result = await importBytes(zip({ 'a.har': har }));
    expect(problemsOf(result)).toEqual(['ATTACHMENT_MISSING a.har: $.log.entries[0]']);
    expect(onlySession(result).connections).toHaveLength(1);
  });

  it.each([
    ['gzip', 'UNPACKED_TOO_LARGE', (text: string) => new Uint8Array(gzipSync(text))],
    ['a zip', 'UNPACKED_TOO_LARGE a.jsonl', (text: string) => zip({ 'a.jsonl': text })],
  ])(
    'in %s that holds far more than its size is stopped, and what came before is kept',
    {
      timeout: 60_000,
    },
    async (_, problem, pack) => {
      const bomb = pack(`${v1}${' '.repeat(RATIO_FREE_BYTES + 10_000_000)}`);
      expect(bomb.length * MAX_RATIO).toBeLessThan(RATIO_FREE_BYTES);
      const result = await importBytes(bomb);
      expect(problemsOf(result)).toContain(problem);
      expect(onlySession(result).frames.length).toBe(9);
    },
  );

  it('whose HAR names one stored entry again and again is stopped', { timeout: 60_000 }, async () => {
    const entries = Array.from({ length: 400 }, () => ({
      _resourceType: 'websocket',
      request: { url: 'wss://a.example/' },
      response: { status: 101, content: { _file: 'blank.jsonl' } },
    }));
    const packed = new Uint8Array(
      zipSync({
        'a.har': strToU8(JSON.stringify({ log: { version: '1.2', entries } })),
        'blank.jsonl': [strToU8('\n'.repeat(300_000)), { level: 0 }],
      }),
    );
    const all = 400 * 300_000;
    expect(all).toBeGreaterThan(packed.length * MAX_RATIO);
    const result = await importBytes(packed);
    expect(problemsOf(result).filter((problem) => problem.startsWith('UNPACKED_TOO_LARGE'))).toHaveLength(1);
    expect(onlySession(result).connections).toHaveLength(400);
  });

  it('may not bring more than the limit, however it is packed', () => {
    const budget = new UnpackBudget(MAX_UNPACKED_BYTES);
    budget.in(MAX_UNPACKED_BYTES);
    budget.out(MAX_UNPACKED_BYTES);
    expect(() => budget.out(1)).toThrow(`more than ${MAX_UNPACKED_BYTES} bytes`);
  });
});

describe('reading a file', () => {
  const large = fileOf(bytesOf(v1 + ' '.repeat(3 * READ_BYTES)), 'large');

  it('tells how far it is, in bytes of the file', async () => {
    const seen: number[] = [];
    await importWhole(large, { newId, onProgress: ({ read, total }) => seen.push(read / total) });
    expect(seen).toHaveLength(4);
    expect(seen.at(-1)).toBe(1);
  });

  it('tells how far it is in a packed one', async () => {
    const seen: number[] = [];
    const file = fileOf(gzip(v1));
    await importWhole(file, { newId, onProgress: ({ read }) => seen.push(read) });
    expect(seen).toEqual([file.size]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const steps = importFile(large, { signal: stop.signal });
    await steps.next();
    stop.abort(new Error('enough'));
    await expect(steps.next()).rejects.toThrow('enough');
  });

  it('stops when it is told to while unpacking', { timeout: 60_000 }, async () => {
    const stop = new AbortController();
    const noise = Array.from({ length: 200_000 }, (_, index) => Math.sin(index)).join('\n');
    const steps = importFile(fileOf(gzip(`${v1}\n${noise}`)), { signal: stop.signal });
    await steps.next();
    stop.abort(new Error('enough'));
    await expect(
      (async () => {
        while (!(await steps.next()).done);
      })(),
    ).rejects.toThrow('enough');
  });

  it('says why, where the browser cannot read it to the end, and keeps what it could', async () => {
    const file = {
      name: 'gone',
      size: 2 * READ_BYTES,
      slice: (start: number, end: number) => ({
        arrayBuffer: async () => {
          if (start > 0) throw new Error('the file was moved');
          return bytesOf(v1.padEnd(READ_BYTES)).slice(start, end).buffer;
        },
      }),
    };
    const result = await importWhole(file, { newId });
    expect(problemsOf(result)).toEqual(['FILE_UNREADABLE']);
    expect(result.problems[0]?.message).toContain('the file was moved');
    expect(onlySession(result).frames.length).toBe(9);
  });
});
