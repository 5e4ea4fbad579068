import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/filter/parse.ts';
import { columnWidths } from '../../../src/panel/frames/column-widths.ts';
import { COPY_FORMS, type CopyForm, payloadsOf, writeDown } from '../../../src/panel/frames/copy-form.ts';
import { findInQuery } from '../../../src/panel/frames/find-in-query.ts';
import { suggestedTerms } from '../../../src/panel/frames/frame-menu.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { newSession, type Session } from '../../../src/session/session.ts';

function sessionOf(...payloads: (string | ArrayBuffer)[]): Session {
  const session = newSession('s', 'chat.har', 'imported', 0);
  session.connections.push(newConnection(0, 'wss://app.harbor.example/', 0));
  payloads.forEach((payload, index) => {
    session.frames.append({
      connection: 0,
      seq: index + 1,
      time: index * 700_000,
      direction: index % 2 === 0 ? 'sent' : 'received',
      shape: typeof payload === 'string' ? 'string' : 'ArrayBuffer',
      size: 1,
      payload,
      source: 'wire',
    });
  });
  return session;
}

const copied = async (session: Session, frames: number[], form: CopyForm | null): Promise<string> =>
  writeDown((await payloadsOf(session, frames)) ?? [], form);

describe('copying a payload', () => {
  it.each([
    ['text', 'é'],
    ['hex', 'c3 a9'],
    ['Base64', 'w6k='],
  ])('as %s is the same for text and for binary', (name, copied) => {
    const form = COPY_FORMS.find((form) => form.name === name);
    expect(form?.textOf('é')).toBe(copied);
    expect(form?.textOf(Uint8Array.of(0xc3, 0xa9).buffer)).toBe(copied);
  });

  const json = COPY_FORMS.find(({ name }) => name === 'JSON') ?? null;

  it('as JSON keeps documents as they are and makes strings of the rest', async () => {
    const session = sessionOf('{"n":12345678901234567890}', 'hello', Uint8Array.of(1, 2).buffer);
    expect(await copied(session, [0, 1, 2], json)).toBe(
      '[\n{"n":12345678901234567890},\n"hello",\n"AQI="\n]',
    );
    expect(await copied(session, [0], json)).toBe('{"n":12345678901234567890}');
  });

  it('of several frames gives one a line, text as text and bytes as hex', async () => {
    expect(await copied(sessionOf('a', Uint8Array.of(255).buffer, 'b'), [0, 1, 2], null)).toBe('a\nff\nb');
  });
});

describe('terms that a frame suggests', () => {
  it('ask for its name, connection, direction and type', () => {
    const terms = suggestedTerms(sessionOf('{"type":"chat message"}'), 0, 'name').map(({ term }) => term);
    expect(terms).toEqual([
      'event:="chat message"',
      '-event:="chat message"',
      'conn:1',
      'dir:out',
      'type:text',
    ]);
  });

  it('ask for no name where it has none', () => {
    const terms = suggestedTerms(sessionOf('a', new ArrayBuffer(1)), 1, 'name').map(({ term }) => term);
    expect(terms).toEqual(['conn:1', 'dir:in', 'type:binary']);
  });
});

describe('what is highlighted of a payload', () => {
  const find = (query: string) => findInQuery(parse(query).expression);

  it('is the first of the texts the query asks for', () => {
    expect(find('PUMP seven')?.('seven pumps')).toEqual({ at: 0, length: 5 });
    expect(find('/\\d+/')?.('pump 712')).toEqual({ at: 5, length: 3 });
    expect(find('a.b')?.('axb a.b')).toEqual({ at: 4, length: 3 });
  });

  it('is nothing where the query asks for no text, or for one that could take for ever', () => {
    expect(find('dir:in')).toBeNull();
    expect(find('/(a+)+$/')).toBeNull();
    expect(find('pump')?.('valve')).toBeNull();
  });
});

describe('columns', () => {
  it('are as wide as the longest time and number need', () => {
    const short = columnWidths(sessionOf('a'));
    const long = columnWidths(sessionOf('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    expect(long.time).toBeGreaterThan(short.time);
    const many = sessionOf('a');
    for (let index = 1; index < 10_000; index++) many.connections.push(newConnection(index, '', 0));
    expect(columnWidths(many).connection).toBeGreaterThan(short.connection);
  });
});
