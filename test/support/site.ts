import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pages made up by a test, on a loopback port of their own. */
export interface Site {
  /** with a slash at its end */
  url: string;
  close(): Promise<void>;
}

/** Serves HTML by path; every other path is an empty page. */
export async function startSite(pages: Record<string, string> = {}): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(pages[pathname] ?? '<!doctype html><title>Empty page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
