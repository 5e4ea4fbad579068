// @ts-check

const PIXELS = 48;

/** @param {import('./card.js').Card} card */
export function socketIo(card) {
  /** @type {import('socket.io-client').Socket | null} */
  let socket = null;
  const button = (/** @type {string} */ name) => card.find(`button[name=${name}]`, HTMLButtonElement);

  show(false);
  card.onClick('button[name=connect]', async () => {
    button('connect').disabled = true;
    socket ??= await create();
    socket.connect();
  });
  card.onClick('button[name=disconnect]', () => socket?.disconnect());
  card.onClick('button[name=greet]', () => {
    card.print('greet "page", and await an answer', 'sent');
    socket?.emit('greet', 'page', (/** @type {{ text: string }} */ answer) =>
      card.print(answer.text, 'received'),
    );
  });
  card.onClick('button[name=picture]', () => {
    card.print(`picture, ${PIXELS} bytes`, 'sent');
    socket?.emit(
      'picture',
      Uint8Array.from({ length: PIXELS }, (_, index) => index * 5),
    );
  });

  async function create() {
    const bundle = '/socket.io/socket.io.esm.min.js';
    /** @type {typeof import('socket.io-client')} */
    const { io } = await import(bundle);
    const created = io({ autoConnect: false });
    created.on('connect', () => {
      card.print(`connected by ${created.io.engine.transport.name}`);
      show(true);
    });
    created.on('disconnect', (reason) => {
      card.print(`disconnected: ${reason}`);
      show(false);
    });
    created.on('upgraded', (transport) => card.print(`upgraded to ${transport}`));
    created.on('news', ({ item }) => card.print(`news item ${item}`, 'received'));
    created.on('picture', (bytes) => card.print(`picture back, ${bytes.byteLength} bytes`, 'received'));
    return created;
  }

  /** @param {boolean} connected */
  function show(connected) {
    card.show(connected ? 'open' : 'closed');
    button('connect').disabled = connected;
    for (const name of ['disconnect', 'greet', 'picture']) button(name).disabled = !connected;
  }
}
