/** What frames of a benchmark hold. */
export type PayloadKind = 'text-100' | 'json-1k' | 'binary-64k' | 'binary-1m';

/** A payload of exactly the size its name says, in bytes. */
export function payloadOf(kind: PayloadKind): string | Buffer {
  switch (kind) {
    case 'text-100':
      return 'x'.repeat(100);
    case 'json-1k':
      return jsonOf(1024);
    case 'binary-64k':
      return Buffer.alloc(1 << 16, 7);
    case 'binary-1m':
      return Buffer.alloc(1 << 20, 7);
  }
}

function jsonOf(size: number): string {
  const trades = Array.from({ length: 9 }, (_, id) => ({
    id,
    symbol: 'ABC',
    price: 101.25 + id,
    buyer: true,
  }));
  const bare = JSON.stringify({ event: 'trades', trades, pad: '' });
  return JSON.stringify({ event: 'trades', trades, pad: 'p'.repeat(size - bare.length) });
}
