import type { Stage } from './stage.ts';

/** What the page sends to the demo's echo: an order, prices, and bytes. */
export const ORDER = JSON.stringify({
  type: 'order',
  id: 'o_7720',
  lines: [
    { sku: 'pump-7', count: 2, price: 61.42 },
    { sku: 'valve-2', count: 1, price: 9.5 },
  ],
  customer: { id: 'u_17', name: 'Mira Okafor' },
  paid: false,
});

/** Frames of {@link converse} that the echo's connection has. */
export const ECHO_FRAMES = 30;

/** Opens sockets of the demo as its page would, and lets them talk. */
export async function converse({ panel, sockets }: Stage): Promise<void> {
  await panel.evalInPage(
    (sockets: string, order: string) => {
      const open = (path: string, protocols?: string[]): WebSocket => {
        const socket = new WebSocket(sockets + path, protocols);
        Object.assign(window, { kept: [...((window as { kept?: WebSocket[] }).kept ?? []), socket] });
        return socket;
      };
      open('chat');
      const ticker = open('ticker');
      ticker.onopen = () => ticker.send(new Uint8Array([2, 8, 0, 0, 0]));
      const echo = open('echo');
      const said = [
        JSON.stringify({ type: 'subscribe', channel: 'orders', since: 12345678901234567890n.toString() }),
        order,
        ...Array.from({ length: 12 }, (_, index) =>
          JSON.stringify({ type: 'price', symbol: 'AURX', value: 61 + index / 10 }),
        ),
        new Uint8Array([0x82, 0xa4, 0x74, 0x79, 0x70, 0x65, 0xa4, 0x64, 0x6f, 0x6e, 0x65]),
      ];
      echo.onopen = () => {
        for (const [index, message] of said.entries())
          setTimeout(() => echo.send(message), 150 * index + 90 * (index % 3));
      };
      open('subprotocols', ['soap', 'xmpp']);
      open('refuse/403');
    },
    sockets,
    ORDER,
  );
}
