import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, type RunningServer, startServer } from './process.ts';
import { createFolder } from './recipes.ts';

/** Seconds of silence after which `/idle/` gives up. */
export const IDLE_SECONDS = 2;

const UPGRADE = `
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";`;

/** Nothing is buffered: the folder is not its workers' to write in. */
const config = (port: number, behind: number, folder: string): string => `
daemon off;
pid ${folder}/pid;
error_log stderr;
events {}
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_buffering off;
    proxy_request_buffering off;
    client_max_body_size 8m;
    location /good/ {
      proxy_pass http://127.0.0.1:${behind}/;${UPGRADE}
    }
    location /drop/ {
      proxy_pass http://127.0.0.1:${behind}/;
    }
    location /idle/ {
      proxy_pass http://127.0.0.1:${behind}/;${UPGRADE}
      proxy_read_timeout ${IDLE_SECONDS}s;
    }
  }
}
`;

/**
 * Starts nginx in front of a server: `/good/` passes upgrades on, `/drop/` forgets them, `/idle/` ends what is silent.
 *
 * @param behind the server's port
 */
export async function startNginx(behind: number): Promise<RunningServer> {
  const folder = createFolder();
  const port = await freePort();
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, config(port, behind, folder));
  return startServer(['nginx', '-e', 'stderr', '-p', folder, '-c', file], port, folder);
}
