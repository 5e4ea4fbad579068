import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Command, freePort, type RunningServer, run, startServer } from './process.ts';
import type { ServerKey } from './servers.ts';

/** How a server is started; `folder` is an empty one of its own. */
interface Recipe {
  /** compiles it first */
  build?(folder: string): Command;
  command(port: string, folder: string): Command;
}

export const sourceOf = (name: string): string => path.join(import.meta.dirname, 'servers', name);

/** Where Debian puts Jetty. */
export const JARS = [
  ...['http', 'io', 'server', 'servlet', 'util'],
  ...['api', 'common', 'server', 'servlet'].map((part) => `websocket-${part}`),
].map((name) => `/usr/share/java/jetty9-${name}.jar`);
const CLASS_PATH = [...JARS, '/usr/share/java/servlet-api.jar'].join(':');

const node = (file: string, ...options: string[]): Recipe => ({
  command: (port) => [process.execPath, sourceOf(file), port, ...options],
});

const RECIPES: Record<ServerKey | 'socketIo' | 'sockJs', Recipe> = {
  ws: node('ws.mjs'),
  thriftyWs: node('ws.mjs', 'thrifty'),
  websocketNode: node('websocket-node.mjs'),
  faye: node('faye.mjs'),
  socketIo: node('socket-io.mjs'),
  sockJs: node('sockjs.mjs'),
  tornado: { command: (port) => ['python3', sourceOf('tornado_echo.py'), port] },
  eventMachine: { command: (port) => ['ruby', sourceOf('em_echo.rb'), port] },
  jetty: {
    build: (folder) => ['javac', '-cp', CLASS_PATH, '-d', folder, sourceOf('JettyEcho.java')],
    command: (port, folder) => ['java', '-cp', `${folder}:${CLASS_PATH}`, 'JettyEcho', port],
  },
  libwebsockets: {
    build: (folder) => ['cc', '-O1', '-o', `${folder}/lws_echo`, sourceOf('lws_echo.c'), '-lwebsockets'],
    command: (port, folder) => [`${folder}/lws_echo`, port],
  },
  yaws: { command: (port, folder) => ['escript', sourceOf('yaws_echo.erl'), port, folder] },
  mono: {
    build: (folder) => ['mcs', `-out:${folder}/MonoEcho.exe`, sourceOf('MonoEcho.cs')],
    command: (port, folder) => ['mono', `${folder}/MonoEcho.exe`, port],
  },
};

export async function start(key: keyof typeof RECIPES): Promise<RunningServer> {
  const { build, command } = RECIPES[key];
  const folder = createFolder();
  if (build) run(build(folder));
  const port = await freePort();
  return startServer(command(String(port), folder), port, folder);
}

export const createFolder = (): string => mkdtempSync(path.join(tmpdir(), 'framereel-server-'));
