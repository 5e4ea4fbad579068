import { describe, expect, it } from 'vitest';
import { toByteStream } from '../../src/session/byte-stream.ts';

/** Blocks of text, and how many of them were asked for. */
function counted(count: number): { blocks: Iterable<string>; taken: () => number } {
  let taken = 0;
  const blocks = (function* () {
    for (; taken < count; ) yield `${++taken} ${'é'.repeat(1_000)}\n`;
  })();
  return { blocks, taken: () => taken };
}

describe('a stream of bytes', () => {
  it('asks for a block only when the one before was taken', async () => {
    const { blocks, taken } = counted(100);
    const reader = toByteStream(blocks).getReader();
    for (let block = 1; block <= 3; block++) {
      const { value } = await reader.read();
      expect(new TextDecoder().decode(value)).toMatch(new RegExp(`^${block} é+\\n$`));
      expect(taken()).toBe(block);
    }
  });

  it('stops asking where it is cancelled', async () => {
    const { blocks, taken } = counted(100);
    const reader = toByteStream(blocks).getReader();
    await reader.read();
    await reader.cancel();
    expect([...blocks]).toEqual([]);
    expect(taken()).toBe(1);
  });

  it.each([false, true])('fails where its blocks do, packed: %s', async (gzip) => {
    const blocks = (async function* () {
      yield 'one';
      throw new Error('enough');
    })();
    await expect(new Response(toByteStream(blocks, { gzip })).text()).rejects.toThrow('enough');
  });
});
