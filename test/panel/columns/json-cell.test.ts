import { describe, expect, it } from 'vitest';
import { jsonColumn } from '../../../src/panel/columns/column.ts';
import { jsonCell, LONGEST_LOOKED_INTO } from '../../../src/panel/columns/json-cell.ts';
import { sortKeyOf } from '../../../src/panel/columns/sort-key.ts';
import { FrameView } from '../../../src/panel/store/subject.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { newSession } from '../../../src/session/session.ts';

function viewOf(payload: string): FrameView {
  const session = newSession('s', 's', 'imported', 0);
  session.connections.push(newConnection(0, 'wss://app.harbor.example/', 0));
  session.frames.append({
    connection: 0,
    seq: 1,
    time: 0,
    direction: 'sent',
    shape: 'string',
    size: payload.length,
    payload,
    source: 'wire',
  });
  return new FrameView(session).at(0);
}

const cell = (payload: string, path: string) => jsonCell(viewOf(payload), jsonColumn(path)?.path ?? []);
const key = (payload: string, path: string) => {
  const column = jsonColumn(path);
  return column && sortKeyOf(viewOf(payload), column);
};

describe('a cell with a value of the payload', () => {
  it('shows what stands at its path', () => {
    expect(cell('{"user":{"id":17}}', 'user.id')).toEqual({ is: 'leaf', text: '17', leaf: 17 });
    expect(cell('{"items":[{"a":1},{"b":"x"}]}', 'items.*.b')).toMatchObject({ text: 'x' });
    expect(cell('{"a":[1,2]}', 'a')).toEqual({ is: 'inner', text: '[1,2]' });
    expect(cell('{"a":null}', 'a')).toMatchObject({ text: 'null' });
  });

  it('has every digit of a number that JavaScript cannot hold', () => {
    const text = '{"x":{"n":1},"a":[0, {"id" : 12345678901234567891 }]}';
    expect(cell(text, 'a[1].id')).toEqual({
      is: 'leaf',
      text: '12345678901234567891',
      leaf: 12345678901234567891n,
    });
  });

  it('has every digit of the numbers in an object too, and no space between its values', () => {
    const text = '{ "user" : {\n  "id" : 9007199254740993,\n  "price": 1.50, "name": "a  \\" b"\n} }';
    expect(cell(text, 'user')).toEqual({
      is: 'inner',
      text: '{"id":9007199254740993,"price":1.50,"name":"a  \\" b"}',
    });
  });

  it('shows the beginning of a long object', () => {
    const items = Array.from({ length: 5_000 }, (_, id) => ({ id }));
    const inner = cell(JSON.stringify({ items }, null, 4), 'items');
    expect(inner?.is === 'inner' && JSON.stringify(items).startsWith(inner.text)).toBe(true);
    expect(inner?.is === 'inner' && inner.text.length).toBe(200);
  });

  it.each(['{"a":1}', 'no JSON', '[1]', '{"user":3}'])('is empty for %s', (payload) => {
    expect(cell(payload, 'user.id')).toBeNull();
  });

  it('takes nothing that the payload does not have itself', () => {
    expect(cell('{"a":1}', 'constructor.name')).toBeNull();
    expect(cell('{"__proto__":{"a":2}}', '__proto__.a')).toMatchObject({ text: '2' });
  });

  it('is not looked for in what is too long', () => {
    expect(cell(`{"a":"${'x'.repeat(LONGEST_LOOKED_INTO)}"}`, 'a')).toEqual({ is: 'unknown' });
  });

  it('is sorted by as the number or text it is', () => {
    expect(key('{"a":12345678901234567891}', 'a')).toBe(Number(12345678901234567891n));
    expect(key('{"a":"10"}', 'a')).toBe('10');
    expect(key('{"a":true}', 'a')).toBe('true');
    expect(key('{}', 'a')).toBeNull();
  });
});
