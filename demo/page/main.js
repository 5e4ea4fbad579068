// @ts-check
import { Card } from './card.js';
import { chat } from './chat.js';
import { closing } from './closing.js';
import { compressed } from './compressed.js';
import { contexts } from './contexts.js';
import { echo } from './echo.js';
import { game } from './game.js';
import { refusals } from './refusals.js';
import { socketIo } from './socket-io.js';
import { subprotocols } from './subprotocols.js';
import { ticker } from './ticker.js';

/** @type {Record<string, (card: Card) => void>} */
const FEATURES = {
  echo,
  chat,
  ticker,
  game,
  subprotocols,
  compressed,
  'socket-io': socketIo,
  contexts,
  close: closing,
  refusals,
};

for (const [id, feature] of Object.entries(FEATURES)) {
  const section = document.getElementById(id);
  if (section) feature(new Card(section));
}

// `?open=chat,ticker` presses those cards' open buttons, so that there is something to see at once.
for (const id of new URLSearchParams(location.search).get('open')?.split(',') ?? [])
  document.getElementById(id)?.querySelector('button')?.click();
