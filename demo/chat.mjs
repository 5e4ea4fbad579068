// @ts-check

/** Milliseconds between two lines of the bots, from "is typing" to the line, and between heartbeats. */
const LINE_INTERVAL = 2200;
const TYPING_TIME = 700;
const HEARTBEAT_INTERVAL = 5000;
const LINE_LIMIT = 2000;

/** What the bots say, over and over: who, and what. */
const LINES = [
  ['Nora', 'Good morning from the ridge. Wind 14 m/s, gusts above 20.'],
  ['Piet', 'Copy. The valley is still under the fog.'],
  ['Yuki', 'Sensor 7 came back by itself. Nobody touched it, I swear.'],
  ['Nora', 'That one again. Last time it was a marmot on the antenna.'],
  ['Piet', 'The marmot has better uptime than our gateway.'],
  ['Yuki', 'Snow depth 1.42 m, up 6 cm since midnight.'],
  ['Nora', 'Then the upper path is closed. I am marking it on the map.'],
  ['Piet', 'Lunch is soup. Soup is lunch. Over.'],
];

/** `/chat`: a room in which three bots never stop talking, in JSON. */
export class Chat {
  /** @type {Map<import('ws').WebSocket, string>} */
  #guests = new Map();
  /** @type {NodeJS.Timeout[]} */
  #timers = [];
  #guest = 0;
  #line = 0;
  #id = 0;
  #beat = 0;

  /** @param {import('ws').WebSocket} socket */
  join(socket) {
    const name = `Guest ${++this.#guest}`;
    this.#guests.set(socket, name);
    socket.send(
      JSON.stringify({ type: 'welcome', you: name, room: 'weather-station', members: this.#members() }),
    );
    this.#tell({ type: 'joined', name }, socket);
    socket.on('message', (data) => this.#hear(name, data.toString()));
    socket.on('close', () => {
      this.#guests.delete(socket);
      this.#tell({ type: 'left', name });
      if (this.#guests.size === 0) this.#rest();
    });
    if (this.#guests.size === 1) this.#wake();
  }

  #members() {
    return [...new Set(LINES.map(([name]) => name)), ...this.#guests.values()];
  }

  #wake() {
    this.#timers = [
      setInterval(() => this.#speak(), LINE_INTERVAL),
      setInterval(() => this.#tell({ type: 'ping', n: ++this.#beat }), HEARTBEAT_INTERVAL),
    ];
    this.#speak();
  }

  #rest() {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #speak() {
    const [name, text] = LINES[this.#line++ % LINES.length] ?? [];
    this.#tell({ type: 'typing', name });
    setTimeout(
      () => this.#tell({ type: 'message', id: ++this.#id, name, text, at: Date.now() }),
      TYPING_TIME,
    );
  }

  /**
   * @param {string} name
   * @param {string} data
   */
  #hear(name, data) {
    const message = parse(data);
    if (message?.type !== 'message' || typeof message.text !== 'string') return;
    const text = message.text.slice(0, LINE_LIMIT);
    this.#tell({ type: 'message', id: ++this.#id, name, text, at: Date.now() });
  }

  /**
   * @param {object} message
   * @param {import('ws').WebSocket} [but]
   */
  #tell(message, but) {
    const text = JSON.stringify(message);
    for (const socket of this.#guests.keys())
      if (socket !== but && socket.readyState === socket.OPEN) socket.send(text);
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
