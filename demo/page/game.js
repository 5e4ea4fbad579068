// @ts-check
import { address } from './card.js';

const INPUT_INTERVAL = 1000 / 60;
const INPUT = 1;
const STATE = 2;

/** @type {Record<string, number>} bits of an input's second byte */
const KEYS = { ArrowLeft: 1, ArrowRight: 2, ArrowUp: 4, ArrowDown: 8 };

/** @typedef {{ id: number, score: number, x: number, y: number }} Player */

/** @param {import('./card.js').Card} card */
export function game(card) {
  const canvas = card.find('canvas', HTMLCanvasElement);
  const autopilot = card.find('input[name=autopilot]', HTMLInputElement);
  const pen = canvas.getContext('2d');
  let keys = 0;
  let sequence = 0;
  let me = -1;
  /** @type {Player[]} */
  let players = [];
  let star = { x: 0, y: 0 };

  card.connects(() => {
    const socket = new WebSocket(address('/game'));
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') me = JSON.parse(data).id;
      else read(new DataView(data));
    });
    const timer = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send(input());
    }, INPUT_INTERVAL);
    socket.addEventListener('open', () => canvas.focus({ preventScroll: true }));
    socket.addEventListener('close', () => clearInterval(timer));
    return socket;
  });

  canvas.addEventListener('keydown', (event) => {
    const key = KEYS[event.key];
    if (!key) return;
    event.preventDefault();
    keys |= key;
  });
  canvas.addEventListener('keyup', (event) => {
    keys &= ~(KEYS[event.key] ?? 0);
  });
  canvas.addEventListener('blur', () => {
    keys = 0;
  });

  function input() {
    const message = new DataView(new ArrayBuffer(4));
    message.setUint8(0, INPUT);
    message.setUint8(1, autopilot.checked ? steered() : keys);
    message.setUint16(2, sequence++ & 0xffff, true);
    return message;
  }

  /** The keys that lead to the star. */
  function steered() {
    const player = players.find(({ id }) => id === me);
    if (!player) return 0;
    const across = Math.abs(star.x - player.x) < 9 ? 0 : star.x < player.x ? KEYS.ArrowLeft : KEYS.ArrowRight;
    const down = Math.abs(star.y - player.y) < 9 ? 0 : star.y < player.y ? KEYS.ArrowUp : KEYS.ArrowDown;
    return (across ?? 0) | (down ?? 0);
  }

  /** @param {DataView} state */
  function read(state) {
    if (state.getUint8(0) !== STATE) return;
    star = { x: state.getUint16(4, true), y: state.getUint16(6, true) };
    players = Array.from({ length: state.getUint8(1) }, (_, index) => {
      const at = 8 + index * 10;
      return {
        id: state.getUint8(at),
        score: state.getUint16(at + 2, true),
        x: state.getUint16(at + 4, true),
        y: state.getUint16(at + 6, true),
      };
    });
    const scores = players.map(({ id, score }) => `${nameOf(id)} ${score}`);
    card.tell(`${sequence.toLocaleString('en')} inputs sent. ${scores.join(', ')}`);
    draw();
  }

  function draw() {
    if (!pen) return;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#ffd75e';
    pen.beginPath();
    for (let point = 0; point < 10; point++) {
      const turn = (point * Math.PI) / 5 - Math.PI / 2;
      const reach = point % 2 ? 6 : 14;
      pen.lineTo(star.x + Math.cos(turn) * reach, star.y + Math.sin(turn) * reach);
    }
    pen.fill();
    pen.textAlign = 'center';
    pen.font = '600 18px system-ui, "Liberation Sans", sans-serif';
    for (const { id, x, y } of players) {
      pen.fillStyle = id === me ? '#8fa6ff' : `hsl(${(id * 67 + 330) % 360} 65% 65%)`;
      pen.beginPath();
      pen.arc(x, y, id === me ? 13 : 11, 0, 2 * Math.PI);
      pen.fill();
      pen.fillStyle = '#c9d0ea';
      pen.fillText(nameOf(id), x, y - 20);
    }
  }

  /** @param {number} id */
  function nameOf(id) {
    return id === me ? 'You' : id < 2 ? `Robot ${id + 1}` : `Player ${id}`;
  }
}
