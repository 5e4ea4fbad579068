import { isSame } from './is-same.js';
import { openSocket } from './open-socket-node.js';
import { sleep } from './sleep.js';
import { SPEED } from './speed.js';

/** How long to wait for a reply, in milliseconds. */
export const PATIENCE = 10_000;

/**
 * Plays the page's part of a recorded connection: each message goes out when the replies before it have come, and as
 * long after the one before it as then. Returns what came of it, in numbers.
 */
export async function play(connection) {
  const { start, frames, failed, closed } = connection;
  const result = { sent: 0, same: 0, different: 0, missing: 0, hasOpened: false, isAsRecorded: false };
  await sleep(start / SPEED);
  const inbox = listenTo(openSocket(connection));
  result.hasOpened = await inbox.opening;

  let previous = 0;
  let isBehind = false;
  for (const { at, sent, received } of result.hasOpened ? frames : []) {
    if (sent !== undefined) {
      isBehind = false;
      await sleep((at - previous) / SPEED);
      if (inbox.isClosed()) break;
      inbox.socket.send(sent);
      result.sent++;
    } else {
      // Where one reply did not come, the others up to the next message are not waited for either.
      const reply = await inbox.next(isBehind ? 0 : PATIENCE);
      if (reply === null) {
        isBehind = true;
        result.missing++;
      } else result[isSame(received, reply) ? 'same' : 'different']++;
    }
    previous = at;
  }
  const unsent = frames.filter(({ sent }) => sent !== undefined).length - result.sent;
  result.isAsRecorded = result.hasOpened ? !failed && unsent === 0 && result.missing === 0 : Boolean(failed);

  if (result.hasOpened) await hangUp(inbox, closed, closed ? (closed.at - previous) / SPEED : 0);
  return result;
}

/** Closes as the page did then, or lets the server close. */
async function hangUp(inbox, closed, delay) {
  if (closed?.by === 'server') await inbox.closing(delay + PATIENCE);
  else await sleep(delay);
  // A client may not send any other code (WHATWG WebSockets, close()).
  const mayBeSent = closed && (closed.code === 1000 || (closed.code >= 3000 && closed.code <= 4999));
  if (!inbox.isClosed()) inbox.socket.close(...(mayBeSent ? [closed.code, closed.reason] : []));
}

/** Keeps what comes until it is asked for. */
function listenTo(socket) {
  const messages = [];
  let state = 'connecting';
  let wake = () => {};
  const change = (next) => {
    state = next;
    wake();
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    messages.push(typeof data === 'string' ? data : new Uint8Array(data));
    wake();
  });
  socket.addEventListener('open', () => change('open'));
  socket.addEventListener('close', () => change('closed'));
  socket.addEventListener('error', () => change('closed'));

  /** Waits until something has happened, `ms` at most. */
  const untilChange = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Waits until `isTrue`, `ms` at most. */
  const until = async (isTrue, ms) => {
    const end = Date.now() + ms;
    while (!isTrue() && Date.now() < end) await untilChange(end - Date.now());
  };

  const isClosed = () => state === 'closed';
  return {
    socket,
    isClosed,
    opening: until(() => state !== 'connecting', 60_000).then(() => state === 'open'),
    closing: (ms) => until(isClosed, ms),
    /** The next message; null where none comes in time. */
    async next(ms) {
      await until(() => messages.length > 0 || isClosed(), ms);
      return messages.shift() ?? null;
    },
  };
}
