// @ts-check
import { address, Card } from './card.js';

const card = new Card(document.body);
const socket = card.follow(new WebSocket(address('/echo?from=iframe')));
socket.addEventListener('open', () => socket.send('The iframe says hello'));
socket.addEventListener('message', ({ data }) => card.tell(`echoed: ${data}`));
let count = 0;
card.onClick('button', () => socket.send(`Message ${++count} of the iframe`));
