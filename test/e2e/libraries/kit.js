/** Address of a socket on the page's own server. */
export const socketUrl = (path) => `ws://${location.host}${path}`;

/** The first event of this name, of an emitter as browsers have them or as Node has them. */
export const once = (target, type) =>
  new Promise((resolve) => {
    if (target.addEventListener) target.addEventListener(type, resolve, { once: true });
    else target.once(type, resolve);
  });

/** What comes, one after the other, for those who wait for the next. */
export class Inbox {
  #items = [];
  #waiting = [];
  put = (item) => {
    const next = this.#waiting.shift();
    if (next) next(item);
    else this.#items.push(item);
  };
  next = () =>
    this.#items.length
      ? Promise.resolve(this.#items.shift())
      : new Promise((resolve) => this.#waiting.push(resolve));
}

/** What every socket that reconnects by itself is led through. */
export async function reconnects(socket, say) {
  const messages = new Inbox();
  const closes = new Inbox();
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => say('open, try', socket.retryCount));
  socket.addEventListener('message', ({ data }) => messages.put(data));
  socket.addEventListener('close', closes.put);
  await once(socket, 'open');
  socket.send('first');
  say(await messages.next());
  socket.send(new Uint8Array([1, 2, 3]));
  say(...new Uint8Array(await messages.next()));
  socket.send('drop');
  const dropped = await closes.next();
  say('close', dropped.code, dropped.wasClean);
  socket.send('while away');
  say(await messages.next());
  socket.close(4001, 'bye');
  const { code, reason } = await closes.next();
  say('close', code, reason);
}
