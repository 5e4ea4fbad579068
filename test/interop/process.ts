import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Guard } from '../../scripts/guard.mjs';
import { until } from '../support/until.ts';

/** Milliseconds a server may take to start: some compile themselves first, on a machine that does other things. */
const PATIENCE = 60_000;

/**
 * What programs here are run with: the distribution's own before any other of that name, for only those see its
 * packages; Erlang's libraries where Debian has them.
 */
const ENV = { ...process.env, PATH: `/usr/bin:/usr/sbin:${process.env.PATH ?? ''}`, ERL_LIBS: '/usr/lib' };

export type Command = readonly [program: string, ...args: string[]];

/** Whether a program is there and ends well. */
export function succeeds([program, ...args]: Command): boolean {
  try {
    execFileSync(program, args, { env: ENV, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @throws with all the program said, where it does not end well */
export function run([program, ...args]: Command): void {
  execFileSync(program, args, { env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A port of loopback that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it takes connections.
 *
 * @param folder is its own, and goes with it: with this process too, however that ends
 * @throws with what the server said, where it ends before
 */
export async function startServer(
  [program, ...args]: Command,
  port: number,
  folder: string,
): Promise<RunningServer> {
  const child = spawn(program, args, { env: ENV, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  await once(child, 'spawn');
  const guard = new Guard(child.pid ?? 0, folder);
  const isListening = async (): Promise<boolean | Error> =>
    child.exitCode === null ? answers(port) : new Error(`${program} ended at once: ${said}`);
  const listening = await until(`${program} on port ${port}`, isListening, PATIENCE).catch(
    (error) => new Error(`${error.message} It said: ${said}`),
  );
  if (listening instanceof Error) {
    await guard.release();
    throw listening;
  }
  return { port, stop: () => guard.release() };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
