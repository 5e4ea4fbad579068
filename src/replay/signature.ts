import type { Payload } from '../protocol/payload.ts';
import { canonicalToken, findJson, type JsonPart, type Segment, tokenText, walkJson } from './json-text.ts';
import { type Mask, NO_MASK } from './mask.ts';

/** What a frame is compared by before anybody looks closer. */
export interface Signature {
  /** 53-bit hash of all that counts; equal for equal content whatever the order of keys */
  content: number;
  /** what kind of frame it is: name and shape; frames of different kinds are never counterparts */
  kind: string;
  /** how many fields count for the content; 1 for what has no fields */
  counted: number;
}

/** Fields that name a message in the protocols of the field, the more telling first. */
export const NAME_KEYS: readonly string[] = [
  'type',
  'event',
  'msg_type',
  'op',
  'method',
  'action',
  'command',
  'cmd',
  'kind',
];
const NAME_LIMIT = 64;
/** A name is looked for this deep; further down the same keys mean something else. */
const NAME_DEPTH = 2;

/** Content and kind of one payload. Fields that `mask` hides do not count for the content. */
export function signatureOf(payload: Payload | null, mask: Mask = NO_MASK): Signature {
  if (payload === null) return { content: 0, kind: 'missing', counted: 1 };
  if (typeof payload !== 'string') {
    const bytes = new Uint8Array(payload);
    return {
      content: join(hashBytes(bytes, 1), hashBytes(bytes, 2)),
      kind: `binary ${bytes[0] ?? ''}`,
      counted: 1,
    };
  }
  const json = findJson(payload);
  return (json && jsonSignature(payload, json, mask)) ?? textSignature(payload);
}

function textSignature(text: string): Signature {
  const word = /^\W{0,3}[A-Za-z][\w:-]{0,31}/.exec(text)?.[0] ?? '';
  return {
    content: join(hashText(text, 1), hashText(text, 2)),
    kind: `text ${word.replace(/\d+/g, '#')}`,
    counted: 1,
  };
}

function jsonSignature(text: string, json: JsonPart, mask: Mask): Signature | null {
  const prefix = text.slice(0, json.start).trim();
  let low = hashText(prefix, 1);
  let high = hashText(prefix, 2);
  let counted = 0;
  const shape = new KindBuilder();
  const walked = walkJson(text, json, (path, start, end) => {
    const token = text.slice(start, end);
    shape.add(path, token);
    if (mask.hides(path)) return;
    counted++;
    const leaf = `${path.join('\0')}\0${path.length}\0${canonicalToken(token)}`;
    // a sum, so that the order of keys does not count
    low = (low + hashText(leaf, 1)) | 0;
    high = (high + hashText(leaf, 2)) | 0;
  });
  if (!walked) return null;
  const head = prefix.slice(0, 2) + prefix.slice(2).replace(/\d+/g, '');
  return { content: join(low, high), kind: `json ${head} ${shape.kind()}`, counted };
}

/** Gathers what tells kinds of JSON frames apart: the name if there is one, else the outermost keys. */
class KindBuilder {
  #name = '';
  #rank = Number.POSITIVE_INFINITY;
  #lastContainer = -1;
  readonly #words: { index: number; word: string }[] = [];
  readonly #keys = new Set<string>();

  add(path: readonly Segment[], token: string): void {
    const top = path[0];
    const isText = token[0] === '"';
    if (typeof top === 'string') this.#keys.add(top);
    else if (top !== undefined) this.#addElement(top, path.length, token);
    const last = path[path.length - 1];
    if (!isText || typeof last !== 'string' || path.length > NAME_DEPTH) return;
    const place = NAME_KEYS.indexOf(last);
    const rank = path.length * NAME_KEYS.length + place;
    if (place < 0 || rank >= this.#rank) return;
    this.#rank = rank;
    this.#name = `${last}=${tokenText(token).slice(0, NAME_LIMIT)}`;
  }

  kind(): string {
    // in a tuple a word is a name when it comes first or when the data it names follows
    const words = this.#words.filter(({ index }) => index === 0 || index < this.#lastContainer);
    if (words.length > 0) return words.map(({ word }) => word).join(' ');
    return this.#name || [...this.#keys].sort().join(',');
  }

  #addElement(index: number, depth: number, token: string): void {
    if (depth > 1 || token[0] === '{' || token[0] === '[') this.#lastContainer = index;
    else if (/^"[A-Za-z][A-Za-z_:./-]{0,63}"$/.test(token))
      this.#words.push({ index, word: token.slice(1, -1) });
  }
}

/** FNV-1a (draft-eastlake-fnv) over UTF-16 units, from a start of its own for each `lane`. */
function hashText(text: string, lane: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1);
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
}

function hashBytes(bytes: Uint8Array, lane: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1);
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
}

/** Two lanes as one safe integer. */
const join = (low: number, high: number): number => (low >>> 0) * 0x200000 + (high >>> 11);
