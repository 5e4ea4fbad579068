import ReconnectingWebSocket from 'reconnecting-websocket';
import { reconnects, socketUrl } from '../kit.js';

export default (say) =>
  reconnects(
    new ReconnectingWebSocket(socketUrl('/dropping'), [], {
      minReconnectionDelay: 10,
      maxReconnectionDelay: 50,
    }),
    say,
  );
