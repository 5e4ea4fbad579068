import { BytesSyntaxError, fromHex, toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';
import { type Proposal, proposedTemplate } from '../../replay/propose.ts';
import type { Edit } from '../../replay/script.ts';
import { formatTemplate } from '../../replay/template.ts';

/** What becomes of a frame that nobody edits: a text with the values that are `used` in it, undefined as recorded. */
export function proposedEdit(
  payload: Payload | null,
  track: number,
  step: number,
  used: readonly Proposal[],
): Edit | undefined {
  const template = typeof payload === 'string' ? proposedTemplate(payload, track, step, used) : null;
  return template === null ? undefined : { template };
}

/** The address as it is edited: a template, with the values that are `used` in it. */
export const editableUrl = (url: string, used: readonly Proposal[]): string =>
  proposedTemplate(url, 0, null, used) ?? formatTemplate([url]);

/** A frame as it is edited: text as a template, bytes in hex. */
export function editableText(payload: Payload | null, edit: Edit | undefined): string {
  if (edit && 'template' in edit) return edit.template;
  const shown = edit && 'payload' in edit ? edit.payload : payload;
  if (shown === null) return '';
  return typeof shown === 'string' ? formatTemplate([shown]) : toHex(new Uint8Array(shown), ' ');
}

/** What is sent in place of `payload` where somebody wrote `text`: an edit, or what is wrong with it. */
export function editFrom(payload: Payload | null, text: string): Edit | { error: string } {
  if (payload === null || typeof payload === 'string') return { template: text };
  try {
    return { payload: fromHex(text).buffer };
  } catch (error) {
    if (error instanceof BytesSyntaxError) return { error: error.message };
    throw error;
  }
}
