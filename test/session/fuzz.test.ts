import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../src/session/read-jsonl.ts';
import { writeHar } from '../../src/session/write-har.ts';
import { writeJsonLines } from '../../src/session/write-jsonl.ts';
import { plain } from './arbitrary-session.ts';
import { mutate, seeded } from './mutate.ts';
import { bytesOf, fixture, gzip, importBytes, onlySession, readLines } from './support.ts';

/** How many damaged files are read; more with FRAMEREEL_FUZZ=10000. */
const FILES = Number(process.env.FRAMEREEL_FUZZ ?? 2_000);
const SEED = Number(process.env.FRAMEREEL_FUZZ_SEED ?? 20_261_122);

const everything = { redaction: { sensitive: true } };
const v1 = new TextDecoder().decode(fixture('v1.jsonl'));
const ownHar = [...writeHar(onlySession(readLines(v1)), everything)].join('');

type Check = (bytes: Uint8Array<ArrayBuffer>, result: ReadResult, whole: number) => void;

const SOURCES: [string, Uint8Array<ArrayBuffer>, Check][] = [
  ['our own format', bytesOf(v1), accountsForLines],
  ['our own HAR', bytesOf(ownHar), accountsForMessages],
  ['a HAR of Chrome', fixture('chrome.har'), accountsForMessages],
  ['a HAR of Playwright', fixture('playwright-embed.har'), accountsForMessages],
  ['a HAR of mitmproxy', fixture('mitmproxy.har'), accountsForMessages],
  ['a HAR with relative times', fixture('stomp.har'), accountsForMessages],
  ['our own format, packed', gzip(v1), accountsForPacked],
  ['a zip of Playwright', fixture('playwright-attach.zip'), accountsForArchive],
];

describe.each(SOURCES)('%s, damaged at random', (_, original, check) => {
  // A file that is read for ever is what the time limit is for.
  it('is read as far as it can be, and everything lost is listed', {
    timeout: 60_000 + FILES * 20,
  }, async () => {
    const random = seeded(SEED);
    const whole = onlySession(await importBytes(original)).frames.length;
    for (let file = 0; file < Math.ceil(FILES / SOURCES.length); file++) {
      const bytes = mutate(original, random);
      const result = await importBytes(bytes);
      try {
        isSound(result);
        check(bytes, result, whole);
      } catch (error) {
        throw new Error(`file ${file} of seed ${SEED}: ${JSON.stringify(result.problems, null, 1)}`, {
          cause: error,
        });
      }
    }
  });
});

/** What was read is a session like any other: it can be written, and comes back the same. */
function isSound({ sessions, problems }: ReadResult): void {
  expect(sessions.length + problems.length).toBeGreaterThan(0);
  for (const { message } of problems) expect(message).toMatch(/^\S.*\S$/s);
  for (const session of sessions) {
    const again = readLines([...writeJsonLines(session, everything)].join(''));
    expect(again.problems).toEqual([]);
    expect(plain(onlySession(again))).toEqual(plain(session));
  }
}

const framesIn = ({ sessions }: ReadResult): number =>
  sessions.reduce((frames, session) => frames + session.frames.length, 0);
const framesListed = ({ problems }: ReadResult): number =>
  problems.reduce((frames, problem) => frames + (problem.frames ?? 0), 0);

/** Every line is in the session or in the list of problems; nothing is lost in between. */
function accountsForLines(bytes: Uint8Array, result: ReadResult): void {
  const isWhole = ({ code }: { code: string }): boolean =>
    code === 'NOT_A_SESSION' || code === 'SESSION_VERSION';
  if (result.problems.some(isWhole)) return;
  const listed = new Set(result.problems.map(({ where }) => where));
  let frames = 0;
  for (const [index, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = parse(line);
    if (parsed === undefined) expect(listed, line).toContain(`line ${index + 1}`);
    else if ((parsed as { type?: unknown } | null)?.type === 'frame') frames++;
  }
  expect(framesIn(result) + framesListed(result)).toBeGreaterThanOrEqual(frames);
}

/** As far as JSON.parse can still read the document, every message is in the session or counted as lost. */
function accountsForMessages(bytes: Uint8Array, result: ReadResult): void {
  const parsed = parse(new TextDecoder().decode(bytes)) as { log?: { entries?: unknown[] } } | undefined;
  if (result.problems.length === 0) {
    const written = new TextDecoder().decode(bytes).match(/"type"\s*:\s*"(?:send|receive)"/g) ?? [];
    expect(framesIn(result)).toBe(written.length);
  }
  if (parsed === undefined) return;
  const entries = Array.isArray(parsed?.log?.entries) ? parsed.log.entries : [];
  const messages = entries.flatMap((entry) => {
    const list = (entry as { _webSocketMessages?: unknown } | null)?._webSocketMessages;
    return Array.isArray(list) ? list : [];
  });
  const frames = messages.filter((message) => message?.type === 'send' || message?.type === 'receive').length;
  expect(framesIn(result) + framesListed(result)).toBeGreaterThanOrEqual(frames);
}

/** What can be unpacked is the file; what cannot is said to be damaged. */
function accountsForPacked(bytes: Uint8Array, result: ReadResult, whole: number): void {
  if (result.problems.length > 0) return;
  expect(framesIn(result)).toBe(whole);
  expect(gunzipSync(bytes).toString()).toBe(v1);
}

function accountsForArchive(_: Uint8Array, result: ReadResult, whole: number): void {
  if (result.problems.length === 0) expect(framesIn(result)).toBe(whole);
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
