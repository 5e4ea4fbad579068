import type { WebSocket } from 'ws';
import type { openStage } from './stage.ts';

/**
 * `/numbers?rate=PER_SECOND` sends `#1`, `#2`, … evenly until the page says `stop` or is gone; then, if it can, `stop`s
 * no further. What it has sent is on the stage's log.
 */
function numbers(socket: WebSocket, url: URL): void {
  const rate = Number(url.searchParams.get('rate') ?? 500);
  const started = Date.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((Date.now() - started) * rate) / 1000;
    while (sent < due) socket.send(`#${++sent}`);
  }, 5);
  const stop = () => clearInterval(timer);
  socket.on('message', stop);
  socket.on('close', stop);
}

/** `/burst?count=N` sends `#1` to `#N` at once. */
function burst(socket: WebSocket, url: URL): void {
  const count = Number(url.searchParams.get('count'));
  for (let number = 1; number <= count; number++) socket.send(`#${number}`);
}

export const STREAMS: NonNullable<Parameters<typeof openStage>[1]> = { '/numbers': numbers, '/burst': burst };
