import { generate, parser } from 'mqtt-packet';
import type { RawData, WebSocket } from 'ws';

type Packet = Parameters<typeof generate>[0];

/** An MQTT 3.1.1 broker for one client: everything it publishes comes back, whatever it has subscribed to. */
export function mqtt(socket: WebSocket): void {
  const send = (packet: Packet) => socket.send(generate(packet));
  const packets = parser();
  packets.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connect') send({ cmd: 'connack', returnCode: 0, sessionPresent: false });
    if (packet.cmd === 'subscribe')
      send({
        cmd: 'suback',
        messageId: packet.messageId,
        granted: packet.subscriptions.map(({ qos }) => qos),
      });
    if (packet.cmd === 'publish') {
      const { topic, payload } = packet;
      if (packet.qos === 1) send({ cmd: 'puback', messageId: packet.messageId });
      send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
    }
    if (packet.cmd === 'disconnect') socket.close();
  });
  socket.on('message', (data: RawData) => packets.parse(data as Buffer));
}
