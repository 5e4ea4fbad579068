import type { Payload } from '../protocol/payload.ts';
import { type Chunk, FrameTable, type FrameTableData } from './frame-table.ts';
import type { Session } from './session.ts';

/** About how many bytes of payload make a piece. */
export const PIECE_BYTES = 8 << 20;

/** A part of a session as plain data, for structured cloning into another page or worker of ours. */
export type ParkedPiece =
  /** the next chunk of the frame table */
  | { type: 'chunk'; chunk: Chunk }
  /** the next payloads of the last chunk */
  | { type: 'payloads'; payloads: Chunk['payload'] }
  /** everything else, at the end */
  | { type: 'session'; session: Omit<Session, 'frames'>; frames: FrameTableData };

/** Takes a session apart, to be put together by {@link unpark} in the same order. */
export function* park(session: Session): Generator<ParkedPiece> {
  const { frames, ...rest } = session;
  const data = frames.toData();
  for (const chunk of data.chunks) yield* parkChunk(chunk);
  yield { type: 'session', session: rest, frames: { ...data, chunks: [] } };
}

/** The first part of {@link park}, for chunks that leave before the session is whole. */
export function* parkChunk(chunk: Chunk): Generator<ParkedPiece> {
  yield { type: 'chunk', chunk: { ...chunk, payload: [] } };
  for (const payloads of inPieces(chunk.payload)) yield { type: 'payloads', payloads };
}

/** What of a piece need not be copied: it is of no use any more to whoever sends it. */
export function* buffersOf(piece: ParkedPiece): Generator<ArrayBuffer> {
  if (piece.type === 'chunk')
    for (const column of Object.values(piece.chunk) as Chunk[keyof Chunk][]) {
      if (!Array.isArray(column)) yield column.buffer as ArrayBuffer;
    }
  if (piece.type === 'payloads')
    for (const payload of piece.payloads) if (payload instanceof ArrayBuffer) yield payload;
}

/** Puts a session together; null if there is none in `pieces`. */
export function unpark(pieces: Iterable<ParkedPiece>): Session | null {
  const parts = new Unparking();
  for (const piece of pieces) parts.take(piece);
  return parts.session;
}

/** Puts a session together as its pieces come. */
export class Unparking {
  /** null before the last piece has come */
  session: Session | null = null;
  #chunks: Chunk[] = [];

  take(piece: ParkedPiece): void {
    if (piece.type === 'chunk') this.#chunks.push(piece.chunk);
    else if (piece.type === 'payloads') this.#add(piece.payloads);
    else {
      const frames = FrameTable.fromData({ ...piece.frames, chunks: this.#chunks });
      this.session = { ...piece.session, frames };
    }
  }

  #add(payloads: Chunk['payload']): void {
    const column = this.#chunks.at(-1)?.payload;
    for (const payload of payloads) column?.push(payload);
  }
}

function* inPieces(payloads: Chunk['payload']): Generator<Chunk['payload']> {
  let start = 0;
  let weight = 0;
  for (let index = 0; index < payloads.length; index++) {
    const more = weigh(payloads[index] ?? null);
    if (index > start && weight + more > PIECE_BYTES) {
      yield payloads.slice(start, index);
      start = index;
      weight = 0;
    }
    weight += more;
  }
  if (start < payloads.length) yield payloads.slice(start);
}

const weigh = (payload: Payload | null): number =>
  typeof payload === 'string' ? payload.length * 2 : (payload?.byteLength ?? 0);
