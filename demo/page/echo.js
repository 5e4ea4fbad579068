// @ts-check
import { address, describe } from './card.js';

/** @param {import('./card.js').Card} card */
export function echo(card) {
  const text = card.find('input[name=text]', HTMLInputElement);
  card.connects(() => {
    const socket = new WebSocket(address('/echo'));
    socket.binaryType = chosen();
    socket.addEventListener('message', ({ data }) => card.print(describe(data), 'received'));
    return socket;
  });
  card.onClick('button[name=text]', () => card.send(text.value));
  card.onClick('button[name=arraybuffer]', () => card.send(sample(12).buffer));
  card.onClick('button[name=blob]', () => card.send(new Blob(['a Blob, ', sample(4)])));
  // A view of the middle of its buffer: what is sent is the view, not the buffer.
  card.onClick('button[name=view]', () => card.send(sample(12).subarray(4, 8)));

  card.find('fieldset', HTMLFieldSetElement).addEventListener('change', () => {
    if (card.socket) card.socket.binaryType = chosen();
  });

  function chosen() {
    const { value } = card.find('input[name=binaryType]:checked', HTMLInputElement);
    return value === 'blob' ? 'blob' : 'arraybuffer';
  }
}

/** @param {number} size */
function sample(size) {
  return Uint8Array.from({ length: size }, (_, index) => (index * 37) & 0xff);
}
