// @ts-check

/** Lines a card keeps; older ones go. */
const LINE_LIMIT = 60;
const TEXT_LIMIT = 160;

/** One of the page's sections: its controls, its log, its one socket. */
export class Card {
  /** @type {WebSocket | null} */
  socket = null;
  #root;
  #log;
  #state;

  /** @param {ParentNode} root */
  constructor(root) {
    this.#root = root;
    this.#log = this.find('output', HTMLElement);
    this.#state = document.createElement('span');
    this.#state.className = 'state';
    root.querySelector('h2')?.append(this.#state);
  }

  /**
   * @template {Element} T
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  find(selector, type) {
    const found = this.#root.querySelector(selector);
    if (found instanceof type) return found;
    throw new Error(`There is no ${selector} of this kind in the card.`);
  }

  /**
   * @param {string} selector
   * @param {(event: Event) => void} action
   */
  onClick(selector, action) {
    this.find(selector, HTMLButtonElement).addEventListener('click', action);
  }

  /**
   * Lets the card's open and close buttons do so.
   * @param {() => WebSocket} open
   */
  connects(open) {
    this.show('closed');
    this.onClick('[data-open]', () => this.follow(open()));
    this.onClick('[data-close]', () => this.socket?.close(1000, 'done'));
  }

  /**
   * Makes `socket` the card's own: shows its state and what it ends with.
   * @param {WebSocket} socket
   */
  follow(socket) {
    this.socket = socket;
    let opened = false;
    this.show('connecting');
    socket.addEventListener('open', () => {
      opened = true;
      const chosen = [socket.protocol && `subprotocol ${socket.protocol}`, socket.extensions].filter(Boolean);
      this.print(['open', ...chosen].join(', '));
      this.show('open');
    });
    socket.addEventListener('close', ({ code, reason, wasClean }) => {
      const how = `closed with ${code}${reason && ` “${reason}”`}${wasClean ? '' : ', not cleanly'}`;
      this.print(opened ? how : `never opened: ${how}`, wasClean ? '' : 'failed');
      this.show(opened ? 'closed' : 'failed');
    });
    return socket;
  }

  /**
   * Sends, and writes it down.
   * @param {string | Blob | BufferSource} data
   */
  send(data) {
    if (!this.socket) return;
    this.socket.send(/** @type {string} */ (data));
    this.print(describe(data), 'sent');
  }

  /**
   * @param {string} text
   * @param {'' | 'sent' | 'received' | 'failed'} [kind]
   */
  print(text, kind = '') {
    const line = document.createElement('div');
    line.className = kind;
    line.textContent = text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
    this.#log.append(line);
    while (this.#log.childElementCount > LINE_LIMIT) this.#log.firstElementChild?.remove();
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /**
   * Replaces the log with one line, for what changes too often to be listed.
   * @param {string} text
   */
  tell(text) {
    this.#log.textContent = text;
  }

  /** @param {'closed' | 'connecting' | 'open' | 'failed'} state */
  show(state) {
    this.#state.textContent = state;
    this.#state.dataset.state = state;
    const live = state === 'open';
    for (const button of this.#root.querySelectorAll('button')) {
      if (button.matches('[data-live], [data-close]')) button.disabled = !live;
      if (button.matches('[data-open]')) button.disabled = live || state === 'connecting';
    }
  }
}

/**
 * The address of one of this server's sockets.
 * @param {string} path
 */
export function address(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * One line about a message.
 * @param {unknown} data
 */
export function describe(data) {
  if (typeof data === 'string') return data;
  if (data instanceof Blob) return `Blob of ${data.size} bytes`;
  if (data instanceof ArrayBuffer)
    return `ArrayBuffer of ${data.byteLength} bytes: ${hex(new Uint8Array(data))}`;
  if (data instanceof Uint8Array) return `Uint8Array of ${data.byteLength} bytes: ${hex(data)}`;
  return String(data);
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  const shown = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0'));
  return shown.join(' ') + (bytes.length > 16 ? ' …' : '');
}
