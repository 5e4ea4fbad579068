import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { importWhole } from '../../src/session/import-file.ts';
import { HarReader } from '../../src/session/read-har.ts';
import type { ReadResult } from '../../src/session/read-jsonl.ts';
import { JsonLinesReader } from '../../src/session/read-jsonl.ts';
import type { Session } from '../../src/session/session.ts';

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../fixtures/sessions/${name}`, import.meta.url)));

export const newId = (): string => 'imported-1';

/** A file as the browser would hand it over. */
export const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'file'): File =>
  new File([content], name);

export const importBytes = (content: string | Uint8Array<ArrayBuffer>, name?: string): Promise<ReadResult> =>
  importWhole(fileOf(content, name), { newId });

export const gzip = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(text));

export function readLines(text: string): ReadResult {
  const reader = new JsonLinesReader({ newId });
  reader.push(bytesOf(text));
  return reader.end();
}

export function readHar(har: unknown): ReadResult {
  const reader = new HarReader({ newId });
  reader.push(bytesOf(typeof har === 'string' ? har : JSON.stringify(har)));
  return reader.end();
}

/** The only session of a result; fails the test where there is not exactly one. */
export function onlySession({ sessions }: ReadResult): Session {
  const [session] = sessions;
  if (!session || sessions.length !== 1) throw new Error(`${sessions.length} sessions were read`);
  return session;
}

/** Code and place of each problem, as short lines. */
export const problemsOf = ({ problems }: ReadResult): string[] =>
  problems.map(({ code, where }) => `${code} ${where}`.trim());

/** One frame as a short line: `1 > text "hello"`, `2 < Blob 00ff`, `1 > ArrayBuffer absent`. */
export function frameLines(session: Session): string[] {
  return Array.from({ length: session.frames.length }, (_, row) => {
    const { frames } = session;
    const payload = frames.payload(row);
    const arrow = frames.direction(row) === 'sent' ? '>' : '<';
    const shape = frames.isBinary(row) ? frames.shape(row) : 'text';
    return `${frames.connection(row) + 1} ${arrow} ${shape} ${shown(payload) ?? frames.omitted(row)}`;
  });
}

function shown(payload: string | ArrayBuffer | null): string | null {
  if (payload === null) return null;
  return typeof payload === 'string' ? JSON.stringify(payload) : Buffer.from(payload).toString('hex');
}
