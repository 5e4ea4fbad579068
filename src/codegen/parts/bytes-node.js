export function bytes(base64) {
  return Buffer.from(base64, 'base64');
}
