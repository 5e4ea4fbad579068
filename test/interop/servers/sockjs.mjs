import { createServer } from 'node:http';
import sockjs from 'sockjs';
import { readCloseRequest } from './close-request.mjs';

const echo = sockjs.createServer({ prefix: '/sockjs', log: () => {} });
echo.on('connection', (connection) => {
  connection.on('data', (text) => {
    const asked = readCloseRequest(text);
    if (asked) connection.close(asked.code, asked.reason);
    else connection.write(text);
  });
});

const http = createServer();
echo.installHandlers(http);
http.listen(Number(process.argv[2]), '127.0.0.1');
