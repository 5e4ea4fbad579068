import { FileReadError } from './file-problem.ts';

/** Unpacking stops at this many bytes in all … */
export const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;
/** … and where more than this many times as much comes out as went in (deflate can do 1,032 times), … */
export const MAX_RATIO = 200;
/** … which is not looked at before this many bytes have come out: short things may be very regular. */
export const RATIO_FREE_BYTES = 64 * 1024 * 1024;

/** Packed bytes are handed to the browser in pieces of this size: what one call can bring stays near 16 MiB. */
const PIECE_BYTES = 16 * 1024;
/** Checksum and size at the end of gzip (RFC 1952 section 2.3.1). */
const TRAILER_BYTES = 8;

/** Counts what goes in and what comes out of everything packed in one file, and knows when that is no session any more. */
export class UnpackBudget {
  #size: number;
  #packed = 0;
  #unpacked = 0;

  /** @param size bytes of the file: what it says twice counts once */
  constructor(size: number) {
    this.#size = size;
  }

  in(bytes: number): void {
    this.#packed = Math.min(this.#packed + bytes, this.#size);
  }

  /** @throws FileReadError at a limit */
  out(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > MAX_UNPACKED_BYTES)
      throw new FileReadError(
        'UNPACKED_TOO_LARGE',
        `Unpacking was stopped: it holds more than ${MAX_UNPACKED_BYTES} bytes.`,
      );
    if (this.#unpacked > RATIO_FREE_BYTES && this.#unpacked > this.#packed * MAX_RATIO)
      throw new FileReadError(
        'UNPACKED_TOO_LARGE',
        `Unpacking was stopped: it holds more than ${MAX_RATIO} times its size, as no recording does.`,
      );
  }
}

/**
 * Unpacks gzip (RFC 1952) or deflate (RFC 1951) as it comes. What was unpacked before damage is given first.
 * @throws FileReadError where the data are damaged, end too early or unpack to too much; and what `packed` throws
 */
export async function* unpack(
  packed: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let sourceFailure: { error: unknown } | null = null;
  const watched = (async function* () {
    try {
      yield* packed;
    } catch (error) {
      sourceFailure = { error };
      throw error;
    }
  })();
  // Whatever fails, both ends do; the readable one is asked below.
  feed(watched, writer, budget).catch((error: unknown) => writer.abort(error).catch(() => {}));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      budget.out(value.length);
      yield value;
    }
  } catch (error) {
    if (error instanceof FileReadError) throw error;
    const failure = sourceFailure as { error: unknown } | null;
    if (failure) throw failure.error;
    throw new FileReadError(
      'ARCHIVE_DAMAGED',
      'The packed data are damaged, cut short or followed by something else; what could be unpacked was read.',
    );
  } finally {
    reader.cancel().catch(() => {});
    writer.abort().catch(() => {});
  }
}

/**
 * The end goes by itself: a gzip trailer with a wrong checksum fails the stream, and what waits in it then is lost. The
 * next write begins when the last one's output has been taken.
 */
async function feed(
  packed: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  budget: UnpackBudget,
): Promise<void> {
  let held = new Uint8Array();
  for await (const bytes of packed)
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      budget.in(piece.length);
      const known = new Uint8Array(held.length + piece.length);
      known.set(held);
      known.set(piece, held.length);
      const end = Math.max(0, known.length - TRAILER_BYTES);
      held = known.slice(end);
      if (end > 0) await writer.write(known.slice(0, end));
    }
  await writer.write(held);
  await writer.close();
}
