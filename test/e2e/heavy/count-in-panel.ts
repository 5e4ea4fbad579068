import type { PanelDriver } from '../../support/panel-driver.ts';

/** What the panel holds of a flood, checked where it is: too much to carry out of it. */
export interface Tally {
  frames: number;
  /** counted as missing */
  missing: number;
  /** frames whose payload was given up, and those whose payload is as it should be */
  omitted: number;
  whole: number;
  pending: number;
  /** sum of all sizes */
  bytes: number;
  /** the first few frames that are not what was sent */
  wrong: string[];
}

export const countInPanel = (panel: PanelDriver): Promise<Tally> => panel.evalInPanel(count);

/** Runs in the panel; see `readInPanel` for how it finds the store. */
async function count(): Promise<Tally> {
  // biome-ignore lint/suspicious/noExplicitAny: Firefox shows a page's own objects to scripts like this one only so
  const page: any = (window as any).wrappedJSObject ?? window;
  // biome-ignore lint/suspicious/noExplicitAny: Preact's internals have no types
  const findStore = (node: any): any => {
    if (!node || typeof node !== 'object') return null;
    const { props } = node;
    for (const found of [props?.store, props?.value]) if (found?.library?.live) return found;
    for (const child of node.__k ?? []) {
      const found = findStore(child);
      if (found) return found;
    }
    return null;
  };
  const session = findStore(page.document.body.__k).library.live();
  const table = session.frames;
  const tally: Tally = {
    frames: table.length,
    missing: 0,
    omitted: 0,
    whole: 0,
    pending: 0,
    bytes: table.bytes,
    wrong: [],
  };
  for (const connection of session.connections)
    for (const gap of connection.gaps) tally.missing += gap.frames;

  const isWhole = (index: number): boolean => {
    const payload = table.payload(index);
    const seq = table.seq(index);
    const size = table.size(index);
    if (typeof payload === 'string')
      return payload.length === size && payload.startsWith(`#${seq} `) && payload.trimEnd().length === size;
    const bytes = new Uint8Array(payload as ArrayBuffer);
    const number = new DataView(payload as ArrayBuffer).getUint32(0, true);
    if (bytes.length !== size || number !== seq) return false;
    // Every byte of small ones; of large ones a few from end to end.
    const step = Math.max(1, Math.floor(bytes.length / 64));
    for (let at = 4; at < bytes.length; at += step) if (bytes[at] !== (seq & 0xff)) return false;
    return bytes[bytes.length - 1] === (seq & 0xff);
  };

  for (let index = 0; index < table.length; index++) {
    // The oldest payloads may be on the disk.
    while (table.isAway(index)) await table.bring(index);
    if (table.isPending(index)) tally.pending++;
    else if (table.omitted(index) !== null) tally.omitted++;
    else if (isWhole(index)) tally.whole++;
    else if (tally.wrong.length < 5)
      tally.wrong.push(`row ${index}, seq ${table.seq(index)}, ${table.size(index)} B`);
  }
  return tally;
}
