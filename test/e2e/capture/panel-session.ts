import type { PanelDriver } from '../../support/panel-driver.ts';
import { type Message, messageOf } from './message.ts';

/** A connection as the panel holds it. */
export interface PanelConnection {
  url: string;
  /** key of its document or worker; `browser-log` where only the browser's log tells of it */
  document: string;
  state: string;
  origin: string;
  context: string;
  requested: string[] | null;
  protocol: string;
  stack: string | null;
  handshake: { status: number } | null;
  closing: { code: number | null; reason: string | null; source: string } | null;
  closed: { code: number; reason: string; wasClean: boolean } | null;
  discarded: number;
  sent: { frames: number };
  received: { frames: number };
  gaps: { seq: number; frames: number; bytes: number; reason: string }[];
  frames: PanelFrame[];
}

export interface PanelFrame {
  seq: number;
  direction: 'sent' | 'received';
  shape: string;
  source: string;
  size: number;
  omitted: string | null;
  pending: boolean;
  /** null where the payload is missing */
  message: Message | null;
}

/** The live session in the panel. */
export interface PanelSession {
  connections: PanelConnection[];
  forgotten: { connections: number; frames: number };
  navigations: string[];
}

interface Raw extends Omit<PanelFrame, 'message'> {
  connection: number;
  isBinary: boolean;
  /** base64; `#digest` where long; null where missing */
  payload: string | null;
}

/** Reads all that the panel holds of the live session, byte by byte. */
export const readSession = async (panel: PanelDriver): Promise<PanelSession> =>
  toSession(await panel.evalInPanel(readInPanel));

/** Reads only how many frames the panel holds of each connection, or counts as missing. */
export async function countFrames(panel: PanelDriver): Promise<{ url: string; frames: number }[]> {
  const { connections } = await panel.evalInPanel(readInPanel, false);
  return connections.map(({ url, sent, received, gaps }) => ({
    url,
    frames: gaps.reduce((sum, gap) => sum + gap.frames, sent.frames + received.frames),
  }));
}

/** Makes a session of what {@link readInPanel} has read. */
export function toSession({
  connections,
  frames,
  ...rest
}: Awaited<ReturnType<typeof readInPanel>>): PanelSession {
  const whole: PanelConnection[] = connections.map((connection) => ({ ...connection, frames: [] }));
  for (const { connection, isBinary, payload, ...frame } of frames)
    whole[connection]?.frames.push({
      ...frame,
      message: payload === null ? null : toMessage(frame.size, isBinary, payload),
    });
  return { ...rest, connections: whole };
}

function toMessage(size: number, isBinary: boolean, payload: string): Message {
  if (payload.startsWith('#')) return `${isBinary ? 'binary' : 'text'} ${size} sha256:${payload.slice(1)}`;
  return messageOf(Buffer.from(payload, 'base64'), isBinary);
}

/**
 * Runs in the panel. The store is found where Preact keeps what it has rendered: a hook for tests would have to be in
 * the product. Without frames where not `listed`: many take long to carry over.
 */
export async function readInPanel(listed = true): Promise<{
  connections: Omit<PanelConnection, 'frames'>[];
  frames: Raw[];
  forgotten: PanelSession['forgotten'];
  navigations: string[];
}> {
  const SHORT = 256;
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

  const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const digest = async (bytes: Uint8Array<ArrayBuffer>) => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return `#${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  };

  const frames: Raw[] = [];
  for (let index = 0; listed && index < table.length; index++) {
    const payload = table.payload(index);
    const bytes =
      payload === null
        ? null
        : typeof payload === 'string'
          ? new TextEncoder().encode(payload)
          : new Uint8Array(payload as ArrayBuffer);
    frames.push({
      connection: table.connection(index),
      seq: table.seq(index),
      direction: table.direction(index),
      shape: table.shape(index),
      source: table.source(index),
      size: table.size(index),
      omitted: table.omitted(index),
      pending: table.isPending(index),
      isBinary: table.isBinary(index),
      payload: bytes && (bytes.length > SHORT ? await digest(bytes) : base64(bytes)),
    });
  }
  const plain = JSON.parse(
    JSON.stringify({
      connections: session.connections,
      forgotten: session.forgotten,
      // biome-ignore lint/suspicious/noExplicitAny: as above
      navigations: session.navigations.map((mark: any) => mark.url),
    }),
  );
  return { ...plain, frames };
}
