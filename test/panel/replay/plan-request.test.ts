import { describe, expect, it } from 'vitest';
import { type PlanParts, planRequest } from '../../../src/panel/replay/plan-request.ts';
import { createReplaySetup, editKey } from '../../../src/panel/store/replay-setup.ts';
import type { ReplayValue } from '../../../src/panel/store/replay-values.ts';
import { makePlan } from '../../../src/replay/plan.ts';
import { writeScript } from '../../../src/replay/script.ts';
import { Variables } from '../../../src/replay/variables.ts';
import { record } from '../../../src/session/record.ts';
import { newSession } from '../../../src/session/session.ts';
import { placeholder } from '../../replay/recordings.ts';

/** A recorded `ask` that was answered with `answer`. */
function parts(but: Partial<PlanParts> = {}): PlanParts {
  const session = newSession('s', 'Live', 'live', 0);
  const base = { connection: 1, source: 'wire' as const };
  record(session, 'd', {
    ...base,
    type: 'opening',
    time: 0,
    url: 'wss://x.example/?sid=a1b2c3d4',
    protocols: [],
    stack: null,
  });
  record(session, 'd', { connection: 1, type: 'open', time: 1, protocol: '', extensions: '' });
  const frame = { ...base, type: 'frame', shape: 'string' } as const;
  record(session, 'd', { ...frame, seq: 1, time: 2, direction: 'sent', payload: 'ask a1b2c3d4' });
  record(session, 'd', { ...frame, seq: 2, time: 3, direction: 'received', payload: 'answer' });
  const [connection] = session.connections;
  if (!connection) throw new Error('there is a connection');
  const sides = [{ session, connection }];
  return {
    target: 'server',
    pacing: 'reply',
    speed: 1,
    setup: createReplaySetup(),
    sides,
    values: [],
    ...but,
  };
}

const sid = (isUsed: boolean): ReplayValue => ({
  variable: {
    name: 'sid',
    from: { in: 'reply', track: 0, select: { by: 'json', path: 'sid' }, kind: null, nth: 1 },
  },
  recorded: 'a1b2c3d4',
  likelihood: 'likely',
  uses: [{ track: 0, step: 0, start: 4, end: 12 }],
  isUsed,
  isOwn: false,
});

/** A value of the user's own that stands in for nothing recorded. */
const own = (isUsed: boolean): ReplayValue => ({ ...sid(isUsed), recorded: '', uses: [], isOwn: true });

describe('what a plan is asked for', () => {
  it('gives up on a server that does not reply, and never on a page that does not ask', () => {
    expect(planRequest(parts({ target: 'server' })).pacing).toMatchObject({ by: 'reply', giveUp: 5_000 });
    expect(planRequest(parts({ target: 'page' })).pacing).toMatchObject({ by: 'reply', giveUp: null });
  });

  it.each([
    ['server', 0],
    ['page', 1],
  ] as const)('has the edits of frames that are played to the %s only', (target, step) => {
    const setup = createReplaySetup();
    setup.edits.value = new Map([
      [editKey(0, 0), { template: 'other' }],
      [editKey(0, 1), { skip: true }],
    ]);
    const [track] = planRequest(parts({ target, setup })).tracks;
    expect([...(track?.edits?.keys() ?? [])]).toEqual([step]);
  });

  it('takes the values that are used from what comes', () => {
    const { tracks, variables } = planRequest(parts({ values: [sid(true)] }));
    expect(tracks[0]?.edits?.get(0)).toEqual({ template: `ask ${placeholder('sid')}` });
    expect(variables).toEqual([sid(true).variable]);
  });

  it.each([
    [true, 'tell', ['sid']],
    [false, 'tell', []],
    [false, `tell ${placeholder('sid')}`, ['sid']],
    [false, `tell $${placeholder('sid')}`, []],
  ])('knows an own value that is used, %s, or that is named by the edit %s', (isUsed, template, names) => {
    const setup = createReplaySetup();
    setup.edits.value = new Map([[editKey(0, 0), { template }]]);
    const { variables } = planRequest(parts({ setup, values: [own(isUsed)] }));
    expect(variables?.map(({ name }) => name)).toEqual(names);
  });

  it('knows an own value that is not used where the address has its name', () => {
    const setup = createReplaySetup();
    setup.url.value = `wss://x.example/${placeholder('sid')}`;
    expect(planRequest(parts({ setup, values: [own(false)] })).variables).toHaveLength(1);
  });

  it('sends a value that is not used as recorded, in edited frames too', () => {
    const setup = createReplaySetup();
    setup.edits.value = new Map([[editKey(0, 0), { template: `tell ${placeholder('sid')}` }]]);
    const plan = makePlan(planRequest(parts({ setup, values: [sid(false)] })));
    const [track] = plan.tracks;
    if (!track) throw new Error('there is a track');
    const script = writeScript({ ...track, variables: new Variables(plan.variables) });
    const value = 'tell a1b2c3d4';
    expect(script.frame(0, track.recording.steps.step(0))).toEqual({ is: 'ready', value });
  });
});
