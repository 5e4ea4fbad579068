import type { IncomingMessage } from 'node:http';
import { buildSchema, execute, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

const schema = buildSchema(`
  type Query { hello(name: String!): String }
  type Subscription { countdown(from: Int!): Int }
`);

const server = new WebSocketServer({ noServer: true });

useServer(
  {
    schema,
    // As they are exported here: the library may find another copy, which knows no schema of this one's.
    execute,
    subscribe,
    validate,
    roots: {
      query: { hello: ({ name }: { name: string }) => `Hello, ${name}` },
      subscription: {
        async *countdown({ from }: { from: number }) {
          for (let countdown = from; countdown >= 0; countdown--) yield { countdown };
        },
      },
    },
  },
  server,
);

/** GraphQL over WebSocket, `graphql-transport-ws`, by the library's own server. */
export function graphql(socket: WebSocket, request: IncomingMessage): void {
  server.emit('connection', socket, request);
}
