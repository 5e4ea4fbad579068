import { decodeUtf8 } from './line-splitter.ts';
import { SESSION_FORMAT } from './session-version.ts';

/** What the beginning of an unpacked file looks like. */
export type FileKind = 'json-lines' | 'json' | 'messages' | 'utf-16' | 'other';

/** A decision can be made on this many bytes. */
export const SNIFF_BYTES = 16 * 1024;

const HEADER = new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${SESSION_FORMAT}"`);
/** A header may be damaged: these lines are ours too. */
const LINE = /^\{"type":"(?:opening|handshake|frame|navigation|forgotten)"/m;
/** Playwright's attachments, alone. */
const MESSAGE = /^\s*\{\s*"type"\s*:\s*"(?:send|receive)"\s*,\s*"time"/;

/** Tells formats apart by the first bytes of a file (at most {@link SNIFF_BYTES} are looked at). */
export function sniff(bytes: Uint8Array): FileKind {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  const { text } = decodeUtf8([bytes.subarray(0, SNIFF_BYTES)]);
  if (HEADER.test(text) || LINE.test(text)) return 'json-lines';
  if (MESSAGE.test(text)) return 'messages';
  return /^\s*\{/.test(text) ? 'json' : 'other';
}
