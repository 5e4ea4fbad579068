/** What is known of the connection that carried a message: some messages mean something only there. */
export interface Carrier {
  url: string;
  /** the subprotocol the server chose, '' if none */
  protocol: string;
}

/** Engine.IO names its version in every URL (Engine.IO protocol 3 and 4, query `EIO`). */
export const isEngineIo = ({ url }: Carrier): boolean => /[?&]EIO=\d/.test(url);

/** SockJS opens its sockets at `/<server>/<session>/websocket` (SockJS protocol 0.3.3). */
export const isSockJs = ({ url }: Carrier): boolean => /\/\d{3}\/[^/?]+\/websocket(?:\?|$)/.test(url);

/** MQTT 3.1 and later over WebSockets (OASIS MQTT 5.0 section 6). */
export const isMqtt = ({ protocol }: Carrier): boolean => /^mqtt/i.test(protocol);

/** AMQP 1.0 over WebSockets (OASIS AMQP WebSocket Binding 1.0). */
export const isAmqp = ({ protocol }: Carrier): boolean => /^amqp/i.test(protocol);
