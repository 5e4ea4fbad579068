import { describe, expect, it } from 'vitest';
import { identifierLikeness } from '../../src/replay/identifier.ts';
import { makePlan } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import { applyProposals, PROPOSE_TEXT_LIMIT, propose } from '../../src/replay/propose.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeSockets } from './fake-socket.ts';
import { placeholder, recording } from './recordings.ts';

const alone = (...lines: string[]) => propose([{ recording: recording(lines), start: 0 }]).proposals;

describe('identifierLikeness', () => {
  it.each([
    ['f87c518b-6d84-426b-b255-07df94730f5a', 'likely'],
    ['q8Zk2LmA', 'likely'],
    ['eyJhbGciOi.eyJzdWIi.c2ln', 'likely'],
    ['20260101', 'likely'],
    ['general', 'possible'],
    ['hello there', 'possible'],
    ['short', null],
    ['x'.repeat(5_000), null],
  ])('takes the string %j for %s', (text, likeness) => {
    expect(identifierLikeness(text, true)).toBe(likeness);
  });

  it.each([
    ['123456', 'likely'],
    ['12345', null],
    ['1.234567', null],
    ['-123456', null],
    ['false', null],
  ])('takes the value %s for %s', (text, likeness) => {
    expect(identifierLikeness(text, false)).toBe(likeness);
  });
});

describe('propose', () => {
  it('finds an id that a reply told first and the page sent back', () => {
    const found = alone(
      '> 0 {"op":"new"}',
      '< 5 {"type":"made","id":"m_88212"}',
      '> 9 {"op":"read","upTo":"m_88212"}',
    );
    expect(found).toEqual([
      {
        variable: {
          name: 'id',
          from: {
            in: 'reply',
            track: 0,
            select: { by: 'json', path: '$.id' },
            kind: 'json  type=made',
            nth: 1,
          },
        },
        recorded: 'm_88212',
        likelihood: 'likely',
        uses: [{ track: 0, step: 2, start: 21, end: 28 }],
      },
    ]);
  });

  it('does not take for the server’s what the page made up itself', () => {
    expect(alone('> 0 {"id":"8f14e45f"}', '< 5 {"id":"8f14e45f"}', '> 9 {"id":"8f14e45f"}')).toEqual([]);
  });

  it('does not propose what is never sent back, too short, or the name of a message', () => {
    expect(alone('< 0 {"id":"8f14e45f"}', '> 5 {"op":"x"}')).toEqual([]);
    expect(alone('< 0 {"id":"a1"}', '> 5 {"id":"a1"}')).toEqual([]);
    expect(alone('< 0 {"type":"message"}', '> 5 {"type":"message"}')).toEqual([]);
  });

  it('proposes words as possible only', () => {
    expect(alone('< 0 {"room":"general"}', '> 5 {"room":"general"}')[0]?.likelihood).toBe('possible');
  });

  it('finds large numbers, also where they come back as text', () => {
    const [found] = alone(
      '< 0 {"n":1234567890123456789}',
      '> 5 {"n":1234567890123456789}',
      '> 6 {"n":"1234567890123456789"}',
    );
    expect(found?.uses.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('finds a token inside a longer text and in frames that are no JSON', () => {
    const found = alone(
      '< 0 {"t":"tok_1234"}',
      '> 5 {"auth":"Bearer tok_1234"}',
      '> 6 SUB /topic/tok_1234 x',
    );
    expect(found[0]?.uses).toEqual([
      { track: 0, step: 1, start: 16, end: 24 },
      { track: 0, step: 2, start: 11, end: 19 },
    ]);
  });

  it('does not look for mere words inside a longer text', () => {
    expect(alone('< 0 {"room":"general"}', '> 5 {"text":"in general yes"}')).toEqual([]);
  });

  it('counts which of several like replies told it', () => {
    const [found] = alone(
      '< 0 {"id":"aaaaa1"}',
      '< 1 {"id":"aaaaa2"}',
      '< 2 {"id":"aaaaa3"}',
      '> 5 {"id":"aaaaa2"}',
    );
    expect(found?.variable.from).toMatchObject({ nth: 2 });
  });

  it('takes a value of the URL from the URL', () => {
    const url = 'ws://h/?sid=8f14e45f&x=1';
    const { proposals } = propose([{ recording: recording(['> 5 {"sid":"8f14e45f"}'], { url }), start: 0 }]);
    expect(proposals[0]?.variable).toEqual({ name: 'sid', from: { in: 'url', track: 0, parameter: 'sid' } });
  });

  it('finds what one connection told and another was opened with', () => {
    const first = recording(['< 5 {"sid":"8f14e45f"}']);
    const second = recording([], { url: 'ws://h/?sid=8f14e45f' });
    const { proposals } = propose([
      { recording: first, start: 0 },
      { recording: second, start: 100 },
    ]);
    expect(proposals[0]?.uses).toEqual([{ track: 1, step: null, start: 12, end: 20 }]);
    expect(
      propose([
        { recording: first, start: 100 },
        { recording: second, start: 0 },
      ]).proposals,
    ).toEqual([]);
  });

  it('gives each value a name of its own', () => {
    const found = alone(
      '< 0 {"id":"aaaaa1"}',
      '< 1 {"id":"aaaaa2"}',
      '< 2 ["x","aaaaa3"]',
      '> 5 ["aaaaa1","aaaaa2","aaaaa3"]',
    );
    expect(found.map(({ variable }) => variable.name)).toEqual(['id', 'id_2', 'value1']);
  });

  it('says how many frames were too long to search', () => {
    const long = JSON.stringify({ id: '8f14e45f', text: 'x'.repeat(PROPOSE_TEXT_LIMIT) });
    const result = propose([{ recording: recording([`< 0 ${long}`, '> 5 {"id":"8f14e45f"}']), start: 0 }]);
    expect(result).toEqual({ proposals: [], passedOver: 1, truncated: false });
  });
});

describe('applyProposals', () => {
  it('puts names in the places of the values and keeps what only looks like one', () => {
    const chat = recording([
      '< 0 {"id":"aaaaa1"}',
      '< 1 {"token":"bbbbb2"}',
      `> 5 {"t":"bbbbb2","code":"${placeholder('id')}","ids":["aaaaa1"]}`,
    ]);
    const { proposals } = propose([{ recording: chat, start: 0 }]);
    const { url, edits } = applyProposals(chat, 0, proposals);
    expect(url).toBe(null);
    expect(edits.get(2)).toEqual({
      template: `{"t":"${placeholder('token')}","code":"$${placeholder('id')}","ids":["${placeholder('id')}"]}`,
    });
  });

  it('changes nothing for a proposal that was not chosen', () => {
    const chat = recording(['< 0 {"id":"aaaaa1"}', '> 5 {"id":"aaaaa1"}']);
    expect(applyProposals(chat, 0, []).edits.size).toBe(0);
  });

  it('makes a replay say what the server told this time', () => {
    const chat = recording([
      '> 0 {"op":"new"}',
      '< 5 {"id":"m_88212","n":10}',
      '> 20 {"upTo":"m_88212","n":10}',
    ]);
    const { proposals } = propose([{ recording: chat, start: 0 }]);
    const clock = new FakeClock();
    const { connect, sockets } = fakeSockets(clock, {
      onSend: (socket, payload) => {
        if (payload === '{"op":"new"}') socket.reply('{"n":11,"id":"m_9 \\"x\\""}', 3);
      },
    });
    const plan = makePlan({
      target: 'server',
      pacing: { by: 'time', speed: 1 },
      tracks: [{ recording: chat, edits: applyProposals(chat, 0, proposals).edits }],
      variables: proposals.map(({ variable }) => variable),
    });
    new Player(plan, connect, clock, { onChange() {} }).start();
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['{"op":"new"}', '{"upTo":"m_9 \\"x\\"","n":10}']);
  });

  it.each([
    ['an address', 'wss://h/s?user=123456', ['> 5 {"user":123456}']],
    ['a reply that has it as a string', 'wss://h/s', ['< 1 {"user":"123456"}', '> 5 {"user":123456}']],
  ])('leaves a number that was in %s a number', (_where, url, lines) => {
    const chat = recording(lines, { url });
    const { proposals } = propose([{ recording: chat, start: 0 }]);
    expect(proposals).toHaveLength(1);
    const clock = new FakeClock();
    const { connect, sockets } = fakeSockets(clock);
    const plan = makePlan({
      target: 'server',
      pacing: { by: 'time', speed: 1 },
      tracks: [{ recording: chat, edits: applyProposals(chat, 0, proposals).edits }],
      variables: proposals.map(({ variable }) => variable),
    });
    new Player(plan, connect, clock, { onChange() {} }).start();
    clock.advance(6);
    sockets[0]?.listener.onFrame('{"user":"123456"}');
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['{"user":123456}']);
  });

  it('opens the second connection with what the first was told', () => {
    const second = recording([], { url: 'ws://h/?sid=8f14e45f&x=1' });
    const tracks = [
      { recording: recording(['< 5 {"sid":"8f14e45f"}']), start: 0 },
      { recording: second, start: 100 },
    ];
    expect(applyProposals(second, 1, propose(tracks).proposals).url).toBe(
      `ws://h/?sid=${placeholder('sid')}&x=1`,
    );
  });
});
