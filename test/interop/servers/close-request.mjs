// @ts-check

/**
 * What every server here is asked to do by a text message: `close:CODE:REASON`.
 * @param {string} text
 * @returns {{ code: number, reason: string } | null} null for a text to echo
 */
export function readCloseRequest(text) {
  const [, code, reason = ''] = /^close:(\d+):(.*)$/.exec(text) ?? [];
  return code === undefined ? null : { code: Number(code), reason };
}

/** Subprotocols that every server here knows, if it knows any. */
export const SUBPROTOCOLS = ['soap', 'xmpp'];
