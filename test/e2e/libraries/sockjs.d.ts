/** The part of SockJS's server that its test uses; the package has no types of its own. */
declare module 'sockjs' {
  import type { EventEmitter } from 'node:events';
  import type { Server as HttpServer } from 'node:http';

  interface Connection extends EventEmitter {
    write(message: string): boolean;
  }

  interface Server {
    on(event: 'connection', listener: (connection: Connection) => void): this;
    installHandlers(http: HttpServer, options: { prefix: string }): void;
  }

  export function createServer(options: { log: (severity: string, message: string) => void }): Server;
}
