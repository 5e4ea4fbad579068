import { describe, expect, it } from 'vitest';
import { classify, copyOf } from '../../src/page/classify.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

const kindOf = (data: unknown) => {
  const message = classify(data);
  return message && [message.shape, message.size];
};

const bytesOf = (data: unknown) => {
  const message = classify(data);
  return message && [...new Uint8Array(copyOf(message) as ArrayBuffer)];
};

function detached<Data extends ArrayBuffer | ArrayBufferView>(data: Data): Data {
  const buffer = data instanceof ArrayBuffer ? data : (data.buffer as ArrayBuffer);
  structuredClone(buffer, { transfer: [buffer] });
  return data;
}

describe('what a message is made of', () => {
  it.each([
    ['text', 'text', ['string', -1]],
    ['an ArrayBuffer', bytes(1, 2).buffer, ['ArrayBuffer', 2]],
    ['a Blob', new Blob(['abc']), ['Blob', 3]],
    ['a File', new File(['abc'], 'name'), ['Blob', 3]],
    ['a typed array', new Float32Array(2), ['Float32Array', 8]],
    ['a DataView', new DataView(new ArrayBuffer(8), 2, 3), ['DataView', 3]],
    ['an ArrayBuffer that was transferred', detached(new ArrayBuffer(8)), ['ArrayBuffer', 0]],
    ['a view of one', detached(new Uint16Array(4)), ['Uint16Array', 0]],
    ['a DataView of one', detached(new DataView(new ArrayBuffer(8))), ['DataView', 0]],
  ])('is found: %s', (_what, data, kind) => {
    expect(kindOf(data)).toEqual(kind);
  });

  it.each([
    ['a number', 5],
    ['null', null],
    ['undefined', undefined],
    ['an object', {}],
    ['a Proxy of an ArrayBuffer', new Proxy(new ArrayBuffer(2), {})],
    ['an object that says it is one', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 3 }],
  ])('is none of the four kinds: %s', (_what, data) => {
    expect(kindOf(data)).toBeNull();
  });

  it('is found by brand, whatever tags say', () => {
    const lying = bytes(1, 2).buffer;
    Object.defineProperty(lying, Symbol.toStringTag, { value: 'Blob' });
    expect(kindOf(lying)).toEqual(['ArrayBuffer', 2]);
  });

  it('is found in another realm', () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const view = frame.contentWindow as unknown as typeof globalThis;
    expect(kindOf(new view.Blob(['ab']))).toEqual(['Blob', 2]);
    expect(kindOf(new view.ArrayBuffer(3))).toEqual(['ArrayBuffer', 3]);
    expect(kindOf(new view.Int8Array(4))).toEqual(['Int8Array', 4]);
    frame.remove();
  });

  it('is found however kinds alternate', () => {
    const kinds = [new Blob(['a']), new ArrayBuffer(1), new ArrayBuffer(2), new Blob(['ab']), new Blob()];
    expect(kinds.map((data) => kindOf(data))).toEqual([
      ['Blob', 1],
      ['ArrayBuffer', 1],
      ['ArrayBuffer', 2],
      ['Blob', 2],
      ['Blob', 0],
    ]);
  });
});

describe('the copy of a message', () => {
  it('holds what a view shows and no more', () => {
    expect(bytesOf(new DataView(bytes(1, 2, 3, 4).buffer, 1, 2))).toEqual([2, 3]);
    expect(bytesOf(bytes(1, 2, 3, 4).subarray(2))).toEqual([3, 4]);
  });

  it('is untouched by what becomes of the original', () => {
    const original = bytes(1, 2, 3);
    const message = classify(original.buffer);
    const copy = message && (copyOf(message) as ArrayBuffer);
    original.fill(9);
    expect([...new Uint8Array(copy as ArrayBuffer)]).toEqual([1, 2, 3]);
  });

  it('is empty where the original was transferred', () => {
    expect(bytesOf(detached(new ArrayBuffer(4)))).toEqual([]);
    expect(bytesOf(detached(new DataView(new ArrayBuffer(4))))).toEqual([]);
  });

  it('asks neither species nor slice', () => {
    class Hostile extends ArrayBuffer {
      static override get [Symbol.species](): ArrayBufferConstructor {
        throw new Error('species');
      }
      override slice(): ArrayBuffer {
        throw new Error('slice');
      }
    }
    expect(bytesOf(new Hostile(2))).toEqual([0, 0]);
  });
});
