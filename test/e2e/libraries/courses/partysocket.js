import PartySocket from 'partysocket';
import { reconnects } from '../kit.js';

export default (say) =>
  reconnects(
    new PartySocket({
      host: location.host,
      protocol: 'ws',
      room: 'room',
      id: 'me',
      minReconnectionDelay: 10,
      maxReconnectionDelay: 50,
    }),
    say,
  );
