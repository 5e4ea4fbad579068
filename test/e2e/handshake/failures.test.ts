import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../../src/handshake/diagnose.ts';
import { factsOf } from '../../../src/panel/explain/handshake-facts.ts';
import type { Connection } from '../../../src/session/connection.ts';
import { type HandshakeServer, startHandshakeServer } from '../../support/handshake-server.ts';
import { BROWSERS, type BrowserKind } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Capture, setCapture } from '../capture/capture.ts';
import { CASES, type Case } from './cases.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCS = readFileSync(path.join(ROOT, 'docs/handshake-failures.md'), 'utf8');

/** A page may hear nothing at all within this many milliseconds: then it has heard nothing. */
const SILENCE_MS = 1_500;

interface Observation {
  case: string;
  /** what the page's own script could learn */
  page: string;
  /** what the browser's tools said */
  status: number;
  text: string;
  /** in the panel's list */
  short: string;
  cause: string;
}

/** The row of the table in the docs, as `| case | page | Chrome | Firefox |`. */
function inDocs(name: string): string[] {
  const row = DOCS.split('\n').find((line) => line.startsWith(`| ${name} |`));
  return (row ?? '').split('|').map((cell) => cell.trim());
}

describe.each(BROWSERS)('a handshake that fails in %s', (kind) => {
  let server: HandshakeServer;
  let capture: Capture;
  const observed: Observation[] = [];
  beforeAll(async () => {
    vi.stubGlobal('__BROWSER__', kind);
    server = await startHandshakeServer();
    capture = await setCapture(kind, {
      pages: {
        '/csp': `<meta http-equiv="content-security-policy" content="connect-src 'none'"><title>Policy</title>`,
      },
      size: { width: 1280, height: 840 },
    });
    // Whoever watches requests in Firefox may begin a moment after the panel is there.
    await until('a first handshake in the panel', async () => {
      await capture.panel.evalInPage(attempt, `${server.url}404`, [], SILENCE_MS);
      const { connections } = await capture.session();
      return connections.some((one) => (one as unknown as Connection).handshake);
    });
  });
  afterAll(async () => {
    mkdirSync(path.join(ROOT, 'out/e2e'), { recursive: true });
    writeFileSync(
      path.join(ROOT, `out/e2e/handshake-failures-${kind}.json`),
      `${JSON.stringify(observed, null, 1)}\n`,
    );
    vi.unstubAllGlobals();
    await capture?.close();
    await server?.close();
  });

  it.each(CASES.filter((one) => one.in === undefined || one.in === kind))('$name', async (one) => {
    const { panel } = capture;
    await capture.start(one.page ?? '');
    await panel.click('button', 'Clear');
    const page = await panel.evalInPage(
      attempt,
      one.url(server),
      one.protocols ?? [],
      one.patience ?? SILENCE_MS,
    );
    const connection = await settled(capture, one, kind);
    const { cause, short, sentence, todo } = diagnose(factsOf(connection));
    const row = await until('the reason in the list', async () => {
      const notes = (await panel.rows('Connections'))[1]?.cells.notes ?? '';
      return connection.state !== 'failed' || notes === short ? { notes } : null;
    });
    await panel.clickRow('Connections', 3);
    const text = await until('the verdict', async () => {
      const shown = await panel.panelText();
      return shown.includes(sentence) ? shown : null;
    });
    observed.push({
      case: one.name,
      page,
      status: connection.handshake?.status ?? 0,
      text: connection.handshake?.failure ?? '',
      short: row.notes,
      cause,
    });
    expect(cause).toBe(expectedCause(one, kind));
    expect(text).toContain(todo[0]);
    const [, , pageInDocs, chrome, firefox] = inDocs(one.name);
    expect([page, short]).toEqual([
      (pageInDocs?.includes(' / ') ? pageInDocs.split(' / ')[kind === 'chrome' ? 0 : 1] : pageInDocs) ?? '',
      kind === 'chrome' ? chrome : firefox,
    ]);
  });
});

const expectedCause = ({ cause }: Case, kind: BrowserKind): string =>
  typeof cause === 'string' ? cause : cause[kind];

/** The connection, once the panel knows as much of it as it ever will: its cause is the one expected, or time is up. */
async function settled(capture: Capture, one: Case, kind: BrowserKind): Promise<Connection> {
  let last: Connection | undefined;
  await until(
    'the expected cause',
    async () => {
      const { connections } = await capture.session();
      last = connections[0] as unknown as Connection | undefined;
      return last && diagnose(factsOf(last)).cause === expectedCause(one, kind);
    },
    one.patience ?? 6_000,
  ).catch(() => {});
  if (!last) throw new Error('The panel has no connection.');
  return last;
}

/** Runs in the page: opens a socket, and tells what a page can learn of it. */
function attempt(url: string, protocols: string[], patience: number): Promise<string> {
  return new Promise((resolve) => {
    const heard: string[] = [];
    const end = () => resolve(heard.join(', ') || 'nothing');
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, protocols);
    } catch (error) {
      resolve(`throws ${(error as Error).name}`);
      return;
    }
    socket.onopen = () => heard.push('open');
    socket.onmessage = () => heard.push('message');
    socket.onerror = () => heard.push('error');
    socket.onclose = ({ code }) => {
      heard.push(`close ${code}`);
      end();
    };
    setTimeout(end, patience);
  });
}
