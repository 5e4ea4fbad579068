// @ts-check

/** Units of the field, steps a second, units a step. */
const WIDTH = 800;
const HEIGHT = 450;
const RATE = 30;
const SPEED = 9;
const REACH = 22;
const PLAYER_LIMIT = 32;

const INPUT = 1;
const STATE = 2;
/** Bits of an input's second byte. */
const KEYS = { left: 1, right: 2, up: 4, down: 8 };

/**
 * @typedef {object} Player
 * @property {number} id
 * @property {number} x
 * @property {number} y
 * @property {number} keys
 * @property {number} score
 * @property {number} heard sequence number of the last input
 */

/**
 * `/game`: players gather stars. The page sends 4-byte inputs (1, keys held, sequence number as a 16-bit
 * little-endian integer), the server the state of the field, 30 times a second:
 * `2, players, step (16), star x (16), star y (16)`, and for each player `id, 0, score (16), x (16), y (16), last
 * input heard (16)`.
 */
export class Game {
  /** @type {Map<import('ws').WebSocket, Player>} */
  #players = new Map();
  #robots = [newPlayer(0), newPlayer(1)];
  #star = { x: 400, y: 225 };
  #step = 0;
  #last = 1;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {import('ws').WebSocket} socket */
  join(socket) {
    if (this.#players.size >= PLAYER_LIMIT) {
      socket.close(1013, 'the field is full');
      return;
    }
    this.#last = (this.#last + 1) % 256;
    const player = newPlayer(this.#last);
    this.#players.set(socket, player);
    socket.send(JSON.stringify({ type: 'welcome', id: player.id, width: WIDTH, height: HEIGHT, rate: RATE }));
    socket.on('message', (data, isBinary) => {
      if (!isBinary || !Buffer.isBuffer(data) || data.length !== 4 || data[0] !== INPUT) return;
      player.keys = data.readUInt8(1);
      player.heard = data.readUInt16LE(2);
    });
    socket.on('close', () => {
      this.#players.delete(socket);
      if (this.#players.size === 0) clearInterval(this.#timer);
    });
    if (this.#players.size === 1) this.#timer = setInterval(() => this.#advance(), 1000 / RATE);
  }

  #advance() {
    this.#step = (this.#step + 1) & 0xffff;
    // A robot rests every few steps: it can be beaten, and the two do not move as one.
    for (const robot of this.#robots)
      robot.keys = this.#step % (robot.id + 2) === 0 ? 0 : towards(robot, this.#star);
    const players = [...this.#robots, ...this.#players.values()];
    for (const player of players) {
      move(player);
      if (Math.hypot(player.x - this.#star.x, player.y - this.#star.y) < REACH) this.#score(player);
    }
    const state = this.#state(players);
    for (const socket of this.#players.keys()) if (socket.readyState === socket.OPEN) socket.send(state);
  }

  /** @param {Player} player */
  #score(player) {
    player.score = Math.min(player.score + 1, 0xffff);
    // The golden angle spreads stars evenly without chance, so that two runs of a game are alike.
    const turn = this.#step * 2.399963;
    this.#star = {
      x: Math.round(WIDTH / 2 + Math.cos(turn) * WIDTH * 0.4),
      y: Math.round(HEIGHT / 2 + Math.sin(turn) * HEIGHT * 0.4),
    };
  }

  /** @param {Player[]} players */
  #state(players) {
    const bytes = Buffer.alloc(8 + players.length * 10);
    bytes.writeUInt8(STATE, 0);
    bytes.writeUInt8(players.length, 1);
    bytes.writeUInt16LE(this.#step, 2);
    bytes.writeUInt16LE(this.#star.x, 4);
    bytes.writeUInt16LE(this.#star.y, 6);
    players.forEach((player, index) => {
      const at = 8 + index * 10;
      bytes.writeUInt8(player.id, at);
      bytes.writeUInt16LE(player.score, at + 2);
      bytes.writeUInt16LE(Math.round(player.x), at + 4);
      bytes.writeUInt16LE(Math.round(player.y), at + 6);
      bytes.writeUInt16LE(player.heard, at + 8);
    });
    return bytes;
  }
}

/**
 * @param {number} id
 * @returns {Player}
 */
function newPlayer(id) {
  return { id, x: 80 + ((id * 173) % 640), y: 60 + ((id * 97) % 330), keys: 0, score: 0, heard: 0 };
}

/** @param {Player} player */
function move(player) {
  const across = Number((player.keys & KEYS.right) > 0) - Number((player.keys & KEYS.left) > 0);
  const down = Number((player.keys & KEYS.down) > 0) - Number((player.keys & KEYS.up) > 0);
  player.x = Math.min(WIDTH, Math.max(0, player.x + across * SPEED));
  player.y = Math.min(HEIGHT, Math.max(0, player.y + down * SPEED));
}

/**
 * @param {Player} player
 * @param {{ x: number, y: number }} star
 */
function towards(player, star) {
  const across = Math.abs(star.x - player.x) < SPEED ? 0 : star.x < player.x ? KEYS.left : KEYS.right;
  const down = Math.abs(star.y - player.y) < SPEED ? 0 : star.y < player.y ? KEYS.up : KEYS.down;
  return across | down;
}
