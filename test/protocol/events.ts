import type { CaptureEvent, FrameEvent } from '../../src/protocol/event.ts';
import type { DocumentInfo } from '../../src/protocol/link.ts';
import type { Payload } from '../../src/protocol/payload.ts';
import { addToRun, type Packed, type TextFrame } from '../../src/protocol/run.ts';

/** A moment at which tests happen, in milliseconds since the epoch. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export const opening = (connection = 1, url = 'wss://chat.harbor.example/'): CaptureEvent => ({
  type: 'opening',
  connection,
  time: NOON,
  url,
  protocols: [],
  stack: null,
  source: 'wire',
});

export const open = (connection = 1): CaptureEvent => ({
  type: 'open',
  connection,
  time: NOON + 1,
  protocol: '',
  extensions: '',
});

/** A received text frame; its text says its number unless given. */
export const frame = (
  seq: number,
  payload: Payload = `#${seq}`,
  more: Partial<FrameEvent> = {},
): FrameEvent => ({
  type: 'frame',
  connection: 1,
  seq,
  time: NOON + seq,
  direction: 'received',
  shape: typeof payload === 'string' ? 'string' : 'ArrayBuffer',
  payload,
  source: 'wire',
  ...more,
});

export const frames = (from: number, to: number): FrameEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => frame(from + index));

/** The same events as they travel: text as runs. */
export function inRuns(events: readonly CaptureEvent[]): Packed[] {
  const packed: Packed[] = [];
  for (const event of events) {
    const last = packed.at(-1) ?? null;
    const isText = event.type === 'frame' && typeof event.payload === 'string';
    const next = isText ? addToRun(last?.type === 'run' ? last : null, event as TextFrame, () => []) : event;
    if (next !== last) packed.push(next);
  }
  return packed;
}

export const closed = (connection = 1): CaptureEvent => ({
  type: 'closed',
  connection,
  time: NOON + 1e6,
  code: 1000,
  reason: '',
  wasClean: true,
});

export const left = (seqs: [connection: number, seq: number][], cached = false): CaptureEvent => ({
  type: 'left',
  time: NOON + 1e6,
  cached,
  seqs: seqs.map(([connection, seq]) => ({ connection, seq })),
});

export const documentInfo = (key: string, more: Partial<DocumentInfo> = {}): DocumentInfo => ({
  key,
  url: 'https://app.harbor.example/',
  origin: 'https://app.harbor.example',
  top: true,
  time: NOON,
  capturing: true,
  ...more,
});
