/**
 * Turns blocks of text into a stream of UTF-8 bytes for saving, with gzip where asked; pulls a block at a time. Where
 * the blocks fail, so does the stream.
 */
export function toByteStream(
  blocks: Iterable<string | Promise<void>> | AsyncIterable<string | Promise<void>>,
  options: { gzip?: boolean } = {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = (async function* () {
    yield* blocks;
  })();
  const encoder = new TextEncoder();
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        let next = await iterator.next();
        while (!next.done && next.value === undefined) next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value as string));
      },
      async cancel() {
        await iterator.return();
      },
    },
    { highWaterMark: 0 },
  );
  return options.gzip ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes;
}
