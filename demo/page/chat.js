// @ts-check
import { address } from './card.js';

/** @param {import('./card.js').Card} card */
export function chat(card) {
  const text = card.find('input[name=text]', HTMLInputElement);
  card.connects(() => {
    const socket = new WebSocket(address('/chat'));
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong', n: message.n }));
      const line = lineOf(message);
      if (line) card.print(line);
    });
    return socket;
  });
  card.find('form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (!text.value || card.socket?.readyState !== WebSocket.OPEN) return;
    card.socket.send(JSON.stringify({ type: 'message', text: text.value }));
    text.value = '';
  });
}

/** @param {{ type: string, name?: string, text?: string, you?: string, members?: string[] }} message */
function lineOf({ type, name, text, you, members }) {
  switch (type) {
    case 'welcome':
      return `You are ${you}, with ${members?.join(', ')}.`;
    case 'joined':
    case 'left':
      return `${name} ${type === 'left' ? 'has left' : 'has joined'}.`;
    case 'message':
      return `${name}: ${text}`;
    default:
      return '';
  }
}
