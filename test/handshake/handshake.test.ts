import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptFor } from '../../src/handshake/accept.ts';
import { readExtensions } from '../../src/handshake/extension.ts';
import { findFallback } from '../../src/handshake/fallback.ts';
import {
  extensionNote,
  registeredExtension,
  registeredSubprotocol,
  subprotocolNote,
} from '../../src/handshake/registry.ts';
import { sha1 } from '../../src/handshake/sha1.ts';
import { nearnessOf, siteOf } from '../../src/handshake/site.ts';
import { ACCEPT, KEY } from './facts.ts';

describe('Sec-WebSocket-Accept', () => {
  it('is what RFC 6455 section 1.3 shows', () => {
    expect(acceptFor(KEY)).toBe(ACCEPT);
  });

  it('rests on a SHA-1 that is one', () => {
    const digest = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(Buffer.from(sha1(bytes)).toString('hex')).toBe(digest(bytes));
      }),
    );
  });
});

describe('the registries', () => {
  it.each([
    ['mqtt', 'OASIS, MQTT section 6'],
    ['v12.stomp', 'stomp.github.io'],
    ['xmpp', 'RFC 7395'],
    ['sip', 'RFC 7118'],
  ])('know %s', (name, reference) => {
    expect(registeredSubprotocol(name)?.reference).toBe(reference);
  });

  it('say what a name that is not registered is known for', () => {
    expect(registeredSubprotocol('graphql-transport-ws')).toBeNull();
    expect(subprotocolNote('graphql-transport-ws')).toMatch(
      /^GraphQL .*not registered with IANA \(copy of \d{4}\)$/,
    );
    expect(subprotocolNote('presence.v2')).toMatch(/^not registered/);
  });

  it('tell extensions of today from history', () => {
    expect(registeredExtension('permessage-deflate')?.reference).toBe('RFC 7692');
    for (const name of ['x-webkit-deflate-frame', 'perframe-deflate', 'mux']) {
      expect(extensionNote(name)).toMatch(/^not registered/);
      expect(readExtensions(name)[0]?.meaning).toContain('History');
    }
  });
});

describe('how near a server is', () => {
  it.each([
    ['https://app.harbor.example', 'wss://app.harbor.example/live', 'same-origin'],
    ['https://app.harbor.example', 'wss://app.harbor.example:8443/', 'same-site'],
    ['https://app.harbor.example', 'wss://api.harbor.example/', 'same-site'],
    ['https://app.harbor.example', 'ws://api.harbor.example/', 'cross-site'],
    ['https://shop.co.uk', 'wss://bank.co.uk/', 'cross-site'],
    ['https://ada.github.io', 'wss://eve.github.io/', 'cross-site'],
    ['http://127.0.0.1:8000', 'ws://127.0.0.1:9000/', 'same-site'],
    ['http://127.0.0.1:8000', 'ws://10.0.0.1:8000/', 'cross-site'],
    ['http://localhost:8000', 'ws://localhost:8000/', 'same-origin'],
    ['null', 'wss://api.harbor.example/', 'unknown'],
    ['', 'wss://api.harbor.example/', 'unknown'],
  ])('from %s to %s: %s', (origin, url, nearness) => {
    expect(nearnessOf(origin, url)).toBe(nearness);
  });

  it('takes an address as it is', () => {
    expect(siteOf('192.168.1.10')).toBe('192.168.1.10');
    expect(siteOf('[::1]')).toBe('[::1]');
  });
});

describe('what an application fell back to', () => {
  const SOCKET = 'wss://api.harbor.example/socket.io/?EIO=4&transport=websocket';
  const find = (url: string, time = 10) => findFallback([{ url, time }], SOCKET, 5);

  it.each([
    ['https://api.harbor.example/socket.io/?EIO=4&transport=polling&sid=a', 'Socket.IO', 'HTTP long-polling'],
    ['https://api.harbor.example/engine.io/?EIO=3&transport=polling', 'Engine.IO', 'HTTP long-polling'],
    ['https://api.harbor.example/echo/123/abcdef/xhr_streaming', 'SockJS', 'XHR streaming'],
    ['https://api.harbor.example/echo/123/abcdef/xhr', 'SockJS', 'XHR polling'],
    ['https://api.harbor.example/echo/123/abcdef/eventsource', 'SockJS', 'EventSource'],
    ['https://api.harbor.example/pusher/app/key/123/abc/xhr', 'Pusher', 'HTTP long-polling'],
  ])('%s is %s by %s', (url, library, transport) => {
    expect(find(url)).toMatchObject({ library, transport, requests: 1 });
  });

  it('is what the server sends by, however often the client sends', () => {
    const session = 'https://api.harbor.example/echo/123/abcdef';
    const requests = ['xhr_streaming', 'xhr_send', 'xhr_send'].map((name) => ({
      url: `${session}/${name}`,
      time: 10,
    }));
    expect(findFallback(requests, SOCKET, 5)).toMatchObject({ transport: 'XHR streaming', requests: 1 });
    // A stream that still flows is not among the resource timings.
    expect(findFallback(requests.slice(1), SOCKET, 5)).toMatchObject({ transport: 'HTTP', requests: 2 });
  });

  it('knows that Pusher falls back to another host', () => {
    const requests = [{ url: 'https://sockjs-eu.pusher.com/pusher/app/key/123/abc/xhr_streaming', time: 10 }];
    expect(findFallback(requests, 'wss://ws-eu.pusher.com/app/key', 5)?.library).toBe('Pusher');
  });

  it('is not what came before the socket failed, nor what went elsewhere', () => {
    expect(find('https://api.harbor.example/socket.io/?EIO=4&transport=polling', 1)).toBeNull();
    expect(find('https://other.example/socket.io/?EIO=4&transport=polling')).toBeNull();
    expect(find('https://api.harbor.example/app.js')).toBeNull();
  });
});
