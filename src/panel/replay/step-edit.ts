import { BytesSyntaxError, fromHex, toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Edit } from '../../replay/script.ts';
import { formatTemplate } from '../../replay/template.ts';

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
