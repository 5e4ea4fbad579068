import { describe, expect, it } from 'vitest';
import { VARIABLE_WAIT } from '../../src/replay/blocker.ts';
import { findUses } from '../../src/replay/find-uses.ts';
import { makePlan } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import { applyProposals, propose } from '../../src/replay/propose.ts';
import type { Variable } from '../../src/replay/variables.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeSockets } from './fake-socket.ts';
import { recording } from './recordings.ts';

const CHAT = recording([
  '< 10 {"token":"abc-123-def"}',
  '> 20 {"use":"abc-123-def"}',
  '> 30 {"use":"abc-123-def"}',
]);

function play(otherwise: string | undefined) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock);
  const proposals = propose([{ recording: CHAT, start: 0 }]).proposals;
  const variables = proposals.map(
    ({ variable }): Variable => (otherwise === undefined ? variable : { ...variable, otherwise }),
  );
  const { edits } = applyProposals(CHAT, 0, proposals);
  const plan = makePlan({
    target: 'server',
    pacing: { by: 'time', speed: 1 },
    tracks: [{ recording: CHAT, edits }],
    variables,
  });
  const player = new Player(plan, connect, clock, { onChange() {} });
  player.start();
  clock.advance(VARIABLE_WAIT + 1_000);
  return { player, socket: sockets[0] };
}

describe('a value that does not come', () => {
  it('fails the replay where nothing may stand in for it', () => {
    const { player, socket } = play(undefined);
    expect(player.progress.problem?.code).toBe('VARIABLE');
    expect(socket?.sent).toEqual([]);
  });

  it('is the one it would be otherwise, and that is told', () => {
    const { player, socket } = play('abc-123-def');
    expect(socket?.sent).toEqual(['{"use":"abc-123-def"}', '{"use":"abc-123-def"}']);
    expect(player.progress.fallenBack).toEqual(['token']);
    expect(player.progress.problem).toBeNull();
  });
});

describe('where a text was sent', () => {
  it('is every place in frames and URL, never overlapping', () => {
    const recorded = { ...recording(['> 1 aaa', '< 2 aa', '> 3 b aa']), url: 'ws://h/?q=aa' };
    expect(findUses([{ recording: recorded, start: 0 }], 'aa')).toEqual([
      { track: 0, step: null, start: 10, end: 12 },
      { track: 0, step: 0, start: 0, end: 2 },
      { track: 0, step: 2, start: 2, end: 4 },
    ]);
    expect(findUses([{ recording: recorded, start: 0 }], '')).toEqual([]);
  });
});
