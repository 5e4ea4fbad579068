import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/filter/parse.ts';
import { completionContext } from '../../../src/panel/filter/completion-context.ts';
import { paintQuery } from '../../../src/panel/filter/paint.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { newSession } from '../../../src/session/session.ts';

const paint = (query: string) => paintQuery(query, parse(query).tokens);

describe('the painted query', () => {
  it('is the query, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        const painted = paint(query).flatMap(({ parts }) => parts.map(({ text }) => text));
        expect(painted.join('')).toBe(query);
      }),
    );
  });

  it('has a chip for each term, told apart by what is special', () => {
    const chips = paint('-event:tick size:>zz pump is:').filter(({ kind }) => kind === 'chip');
    expect(chips.map(({ parts, tone }) => [parts.map(({ text }) => text).join(''), tone])).toEqual([
      ['-event:tick', 'not'],
      ['size:>zz', 'bad'],
      ['pump', ''],
      ['is:', 'open'],
    ]);
  });

  it('sets fields apart from their values', () => {
    expect(paint('url:chat')[0]?.parts).toEqual([
      { text: 'url:', isField: true },
      { text: 'chat', isField: false },
    ]);
  });
});

describe('what completion knows of a recording', () => {
  it('is its hosts, paths, subprotocols and names, the most frequent first', () => {
    const session = newSession('s', 'chat.har', 'imported', 0);
    const urls = ['wss://a.example/chat', 'wss://a.example/feed', 'wss://b.example/'];
    session.connections = urls.map((url, index) => ({
      ...newConnection(index, url, 0),
      protocol: 'chat.v2',
    }));
    for (const [index, name] of ['tick', 'chat', 'tick', ''].entries())
      session.frames.append({
        connection: 0,
        seq: index + 1,
        time: 0,
        direction: 'sent',
        shape: 'string',
        size: 1,
        payload: name && `{"type":"${name}"}`,
        source: 'wire',
      });
    expect(completionContext(session)).toMatchObject({
      connections: 3,
      urls: ['a.example', '/chat', '/feed', 'b.example'],
      protocols: ['chat.v2'],
      events: ['tick', 'chat'],
    });
  });
});
