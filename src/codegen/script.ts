import { assemble } from './assemble.ts';
import bytesK6 from './parts/bytes-k6.js?raw';
import bytesNode from './parts/bytes-node.js?raw';
import bytesWeb from './parts/bytes-web.js?raw';
import client from './parts/client.js?raw';
import isSame from './parts/is-same.js?raw';
import k6 from './parts/k6.js?raw';
import msw from './parts/msw.js?raw';
import openSocketK6 from './parts/open-socket-k6.js?raw';
import openSocketNode from './parts/open-socket-node.js?raw';
import play from './parts/play.js?raw';
import playwright from './parts/playwright.js?raw';
import recordedFor from './parts/recorded-for.js?raw';
import server from './parts/server.js?raw';
import sleep from './parts/sleep.js?raw';
import speed from './parts/speed.js?raw';
import standIn from './parts/stand-in.js?raw';
import { playable } from './playable.ts';
import type { RecordedConnection } from './recorded-connection.ts';
import { recordedFunction } from './recorded-function.ts';
import { remarks } from './remarks.ts';

export type ScriptKind = 'playwright' | 'msw' | 'server' | 'client' | 'k6';

interface Script {
  what: string;
  /** how it is run, line by line */
  usage: string[];
  /** parts that export nothing in the end */
  library: string[];
  entry: string;
}

const CONNECTIONS = 'const connections = recorded();\n';
/** k6 has them on the global object as well since its version 1. */
const K6_TIMERS = "import { clearTimeout, setTimeout } from 'k6/timers';\n";
/** Plays the server's part. */
const SERVER_SIDE = [recordedFor, standIn, isSame, sleep];
/** Plays the page's part. */
const PAGE_SIDE = [play, isSame, sleep];

const SCRIPTS: Record<ScriptKind, Script> = {
  playwright: {
    what: 'A Playwright test',
    usage: [
      'Run it with: npx playwright test',
      'The recording stands in for the server: nothing goes over the network but the page itself.',
    ],
    library: [speed, CONNECTIONS, ...SERVER_SIDE, bytesNode],
    entry: playwright,
  },
  msw: {
    what: 'Handlers for MSW 2',
    usage: [
      "Use them with: setupServer(...handlers) of 'msw/node', or setupWorker(...handlers) of 'msw/browser'",
      'MSW takes the first subprotocol that the page asks for, and opens every socket at once.',
    ],
    library: [speed, CONNECTIONS, ...SERVER_SIDE, bytesWeb],
    entry: msw,
  },
  server: {
    what: 'A mock server',
    usage: ['Run it with: npm install ws && node FILE', 'It listens on port 8080, or on what PORT says.'],
    library: [speed, CONNECTIONS, ...SERVER_SIDE, bytesNode],
    entry: server,
  },
  client: {
    what: 'A client',
    usage: [
      'Run it with: npm install ws && node FILE',
      'It ends with 1 where the server did not answer as when this was recorded.',
    ],
    library: [speed, CONNECTIONS, openSocketNode, ...PAGE_SIDE, bytesNode],
    entry: client,
  },
  k6: {
    what: 'A k6 script',
    usage: ['Run it with: k6 run FILE', 'For load: k6 run --vus 100 --duration 5m FILE'],
    library: [speed, K6_TIMERS, CONNECTIONS, openSocketK6, ...PAGE_SIDE, bytesK6],
    entry: k6,
  },
};

/** Code that runs, with the recording in it. */
export function* writeScript(kind: ScriptKind, recorded: readonly RecordedConnection[]): Generator<string> {
  const { what, usage, library, entry } = SCRIPTS[kind];
  const { list, tally } = playable(recorded);
  for (const line of [...remarks(what, tally), '', ...usage]) yield line === '' ? '//\n' : `// ${line}\n`;
  yield '\n';
  yield assemble(library, entry);
  yield '\n';
  yield* recordedFunction(list);
}
