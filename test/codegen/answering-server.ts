import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Recording } from '../../src/replay/recording.ts';

/** What one client did. */
export interface Visit {
  /** path and query as they were asked for */
  url: string;
  /** requested subprotocols as they stood in the header */
  protocols: string;
  origin: string | undefined;
  /** what it sent; bytes as Buffers */
  said: (string | Buffer)[];
  /** resolves when it is gone */
  closed: Promise<{ code: number; reason: string }>;
}

/** A server that is not generated: it says what was recorded, each reply after as many messages as then. */
export class AnsweringServer {
  readonly visits: Visit[] = [];
  #server: WebSocketServer;

  private constructor(server: WebSocketServer, recording: () => Recording | null) {
    this.#server = server;
    server.on('connection', (socket, request) => {
      const said: Visit['said'] = [];
      this.visits.push({
        url: request.url ?? '',
        protocols: request.headers['sec-websocket-protocol'] ?? '',
        origin: request.headers.origin,
        said,
        closed: new Promise((resolve) =>
          socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
        ),
      });
      const answer = answering(socket, recording());
      socket.on('message', (data, isBinary) => {
        said.push(isBinary ? (data as Buffer) : data.toString());
        answer(said.length);
      });
      answer(0);
    });
  }

  /** On a free port of the loopback. `recording` is asked for when a client comes; null hears and says nothing. */
  static async start(recording: () => Recording | null = () => null): Promise<AnsweringServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.on('listening', resolve));
    onTestFinished(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    return new AnsweringServer(server, recording);
  }

  get base(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The only client there was. */
  get visit(): Visit {
    const [visit] = this.visits;
    if (!visit || this.visits.length > 1) throw new Error(`There were ${this.visits.length} clients.`);
    return visit;
  }
}

/** Says what came after so many sends, and closes at the end where the server did. */
function answering(socket: WebSocket, recording: Recording | null): (sends: number) => void {
  return (sends) => {
    if (!recording) return;
    const { steps, outcome } = recording;
    let sent = 0;
    let total = 0;
    for (let index = 0; index < steps.length; index++) {
      const { direction, payload } = steps.step(index);
      if (payload === null) continue;
      if (direction === 'sent') total = ++sent;
      else if (sent === sends) socket.send(payload);
    }
    if (sends === total && outcome.is === 'closed' && outcome.by === 'server')
      socket.close(outcome.code, outcome.reason);
  };
}
