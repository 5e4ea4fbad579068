import { findJson } from '../../replay/json-text.ts';
import { JsonTree } from '../json/json-tree.ts';
import { imageType } from './image-type.ts';
import type { PayloadContent } from './payload-content.ts';

/** Longer texts are not looked at as JSON: checking them alone would be felt. In UTF-16 units. */
export const LONGEST_JSON = 32 * 1024 * 1024;
/** So many bytes are looked at to tell text from other bytes. */
const TELLING_BYTES = 4096;
/** A document is open from the start as far as so many rows. */
const OPEN_AT_FIRST = 200;

/** How a payload is best read. */
export type PreviewChoice =
  /** `before` is what the text has in front of the JSON, such as Socket.IO's packet type; '' for nothing */
  | { as: 'json'; tree: JsonTree; isArray: boolean; before: string }
  /** `note` says why it is not a tree, where one would expect that; '' else */
  | { as: 'text'; note: string }
  /** `type` is a media type */
  | { as: 'image'; type: string }
  | { as: 'bytes' };

export function choosePreview(content: PayloadContent): PreviewChoice {
  const image = content.isBinary ? imageType(content.bytes) : null;
  if (image) return { as: 'image', type: image };
  if (content.isBinary && !looksLikeText(content)) return { as: 'bytes' };
  const { text } = content;
  const beginsAsJson = /^\s*[[{]/.test(text.slice(0, 64));
  if (text.length > LONGEST_JSON)
    return { as: 'text', note: beginsAsJson ? 'This is too long for a tree, so it is shown as text.' : '' };
  const json = findJson(text);
  if (!json)
    return {
      as: 'text',
      note: beginsAsJson ? 'This begins like JSON but cannot be read as such, so it is shown as text.' : '',
    };
  const tree = new JsonTree(text, json.start);
  tree.openLevels(OPEN_AT_FIRST);
  return {
    as: 'json',
    tree,
    isArray: text[json.start] === '[',
    before: text.slice(0, json.start).trim(),
  };
}

function looksLikeText(content: PayloadContent): boolean {
  for (const byte of content.bytes.subarray(0, TELLING_BYTES))
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  return content.bytes.length > 0 && content.isText;
}
