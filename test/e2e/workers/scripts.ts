/** Script of a worker: connects at once and says its name. */
export const talk = (name: string, base: string): string =>
  `const socket = new WebSocket('${base}echo?${name}'); socket.onopen = () => socket.send('${name}')`;

/** The same, told by its own URL whereto and under what name: `?base&name`. */
const TALK = `
const [base, name] = location.search.slice(1).split('&').map(decodeURIComponent);
const socket = new WebSocket(base + 'echo?' + name);
socket.onopen = () => socket.send(name);`;

/** Says what `what` comes to. */
const say = (what: string): string => TALK.replace('send(name)', `send(${what})`);

/** A page under a Content Security Policy. */
export const policy = (content: string): string =>
  `<!doctype html><meta http-equiv="content-security-policy" content="${content}"><title>Policy</title><body>`;

/** Scripts of workers, by path. */
export const PAGES = {
  '/worker.js': TALK,
  '/service.js': TALK,
  '/importing.js': `import './imported.js'; self.imported = true;`,
  '/imported.js': TALK,
  '/line.js': `// one
// two
// three
const at = /:(\\d+):\\d+\\)?$/m.exec(new Error().stack)[1];
${say('at')}`,
  '/strict.js': `/* a comment */ 'use strict';
${say("(function () { return this ? 'sloppy' : 'strict'; })()")}`,
  '/sloppy.js': say("(function () { return this ? 'sloppy' : 'strict'; })()"),
  '/deep/relative.js': `
importScripts('lib.js' + location.search);
${TALK.replace('send(name)', 'send(JSON.stringify(self.seen))')}`,
  '/deep/lib.js': `
self.seen = [location.pathname, String(new URL('x', location)), new Request('y').url, self.origin === location.origin];`,
  '/early.js': `${TALK}
const heard = [];
self.onmessage = ({ data, isTrusted }) => {
  heard.push(data, isTrusted);
  if (data === 'last') self.postMessage(heard);
};`,
  '/fault.js': `

throw new RangeError('mine');`,
  '/no-blobs.html': policy("worker-src 'self'"),
  '/no-scripts.html': policy("worker-src 'self' blob:; script-src 'nonce-a'"),
  '/nesting.js': `self.kept = new Worker('/worker.js' + location.search);`,
};
