// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const HERE = import.meta.dirname;

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Every path there is and its file: nothing else can be asked for. */
function listFiles() {
  const page = readdirSync(path.join(HERE, 'page')).map((name) => [
    `/${name}`,
    path.join(HERE, 'page', name),
  ]);
  const files = new Map(/** @type {[string, string][]} */ (page));
  files.set('/', path.join(HERE, 'index.html'));
  files.set('/icon.svg', path.join(HERE, '../public/icons/icon.svg'));
  return files;
}

const FILES = listFiles();

/**
 * Answers a request for one of the demo's own files; false where there is none.
 * @param {string} pathname
 * @param {import('node:http').ServerResponse} response
 */
export function serveFile(pathname, response) {
  const file = FILES.get(pathname);
  if (!file || !existsSync(file)) return false;
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
  });
  response.end(readFileSync(file));
  return true;
}
