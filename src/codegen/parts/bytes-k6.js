import encoding from 'k6/encoding';

export function bytes(base64) {
  return new Uint8Array(encoding.b64decode(base64, 'std'));
}
