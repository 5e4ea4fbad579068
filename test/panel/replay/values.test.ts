import { describe, expect, it } from 'vitest';
import { originWords, usesWords } from '../../../src/panel/explain/value-words.ts';
import type { InMemory } from '../../../src/panel/replay/in-memory.ts';
import { editableText, editFrom } from '../../../src/panel/replay/step-edit.ts';
import { editKey, editsOf, listOf } from '../../../src/panel/store/replay-setup.ts';
import { createReplayValues } from '../../../src/panel/store/replay-values.ts';
import type { Scheduler } from '../../../src/panel/store/scheduler.ts';
import type { Steps } from '../../../src/replay/recording.ts';
import { placeholder, recording } from '../../replay/recordings.ts';

/** Work is done when the test says so; a slice lasts for one look at the clock. */
function byHand() {
  const queue: (() => void)[] = [];
  let time = 0;
  const scheduler: Scheduler = {
    frame: (work) => void queue.push(work),
    soon: (work) => void queue.push(work),
    later: (work) => work(),
    now: () => (time += 5),
  };
  return {
    scheduler,
    slice: () => queue.shift()?.(),
    finish() {
      for (let work = queue.shift(); work; work = queue.shift()) work();
    },
  };
}

const CHAT = recording([
  '< 1 {"sid":"a1b2c3d4"}',
  '> 2 {"sid":"a1b2c3d4","room":"lobby"}',
  '> 3 {"room":"lobby"}',
]);
const TRACKS = [{ recording: CHAT, start: 0 }];

describe('values that change', () => {
  it('are found in slices, and used where they look made up', () => {
    const { scheduler, slice, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    slice();
    expect(values.isSearching.value).toBe(true);
    finish();
    expect(values.isSearching.value).toBe(false);
    expect(values.used().map(({ variable }) => variable)).toMatchObject([
      { name: 'sid', otherwise: 'a1b2c3d4', from: { in: 'reply' } },
    ]);
  });

  it('stay unticked when they are looked for again, until there is another recording', () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    values.use('sid', false);
    values.search(TRACKS);
    finish();
    expect(values.used()).toEqual([]);
    values.forget();
    values.search(TRACKS);
    finish();
    expect(values.used()).toHaveLength(1);
  });

  it('keep their names when they are looked for again', () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    const begun = ['< 1 {"id":"aaaaaa1"}', '< 2 {"id":"bbbbbb2"}', '> 3 {"ref":"bbbbbb2"}'];
    values.search([{ recording: recording(begun), start: 0 }]);
    finish();
    values.use('id', false);
    values.search([{ recording: recording([...begun, '> 4 {"ref":"aaaaaa1"}']), start: 0 }]);
    finish();
    const found = (): (string | boolean)[][] =>
      values.list.value.map(({ variable, recorded, isUsed }) => [variable.name, recorded, isUsed]);
    expect(found()).toEqual([
      ['id_2', 'aaaaaa1', true],
      ['id', 'bbbbbb2', false],
    ]);
  });

  it('are as recorded to a plan where they are found no more', () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    values.search([{ recording: recording(['> 1 {"sid":"a1b2c3d4"}']), start: 0 }]);
    expect(values.planned().map(({ variable }) => variable)).toEqual([
      { name: 'sid', from: { in: 'given', value: 'a1b2c3d4' } },
    ]);
    finish();
    expect([values.list.value, values.planned().length]).toEqual([[], 1]);
    values.forget();
    expect(values.planned()).toEqual([]);
  });

  it('have other names than those the user gave', async () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    await values.add({ name: 'sid', origin: 'given', what: '1', inPlaceOf: '' });
    values.search(TRACKS);
    finish();
    expect(values.list.value.map(({ variable, recorded }) => [variable.name, recorded])).toEqual([
      ['sid', ''],
      ['sid_2', 'a1b2c3d4'],
    ]);
  });

  it('are used as they look, whatever was said of one that the user has removed', async () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    await values.add({ name: 'sid', origin: 'given', what: '1', inPlaceOf: '' });
    values.use('sid', false);
    values.remove('sid');
    values.search(TRACKS);
    finish();
    expect(values.used()).toHaveLength(1);
  });

  it('can be named by the user, who says what they replace', async () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    expect(await values.add({ name: 'room', origin: 'given', what: 'attic', inPlaceOf: 'lobby' })).toBeNull();
    values.give('room', 'cellar');
    expect(values.used()[0]).toMatchObject({
      variable: { name: 'room', from: { in: 'given', value: 'cellar' } },
      uses: [{ step: 1 }, { step: 2 }],
    });
    values.remove('room');
    expect(values.used()).toHaveLength(1);
  });

  it.each([
    [{ name: '1st', origin: 'given', what: '', inPlaceOf: '' }, 'begins with a letter'],
    [{ name: 'sid', origin: 'given', what: '', inPlaceOf: '' }, 'already'],
    [{ name: 'a', origin: 'json', what: 'a..b', inPlaceOf: '' }, 'Not a path'],
    [{ name: 'a', origin: 'regex', what: '(', inPlaceOf: '' }, 'regular expression'],
    [{ name: 'a', origin: 'regex', what: '(a+)+$', inPlaceOf: '' }, 'for ever'],
    [{ name: 'a', origin: 'url', what: '', inPlaceOf: '' }, 'query parameter'],
    [{ name: 'a', origin: 'given', what: '1', inPlaceOf: 'nowhere' }, 'no such text'],
  ] as const)('%o is refused: %s', async (request, why) => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    expect(await values.add(request)).toContain(why);
  });

  it('are one of a name, however quickly they are named', async () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    const request = { name: 'room', origin: 'given', what: 'attic', inPlaceOf: 'lobby' } as const;
    const [first, second] = await Promise.all([values.add(request), values.add(request)]);
    expect([first, second]).toEqual([null, expect.stringContaining('already')]);
    expect(values.list.value.filter(({ isOwn }) => isOwn)).toHaveLength(1);
  });

  it('are held against payloads that are read back first, and kept from the disk no longer', async () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    const { steps } = CHAT;
    let isThere = false;
    let holds = 0;
    const away: Steps = {
      length: steps.length,
      step: (index) => ({ ...steps.step(index), payload: isThere ? steps.step(index).payload : null }),
    };
    const keep = (): InMemory => {
      holds++;
      const reading = Promise.resolve().then(() => {
        isThere = true;
      });
      return { reading, release: () => holds-- };
    };
    values.search([{ recording: { ...CHAT, steps: away }, start: 0 }], [], keep);
    finish();
    await values.add({ name: 'room', origin: 'given', what: 'attic', inPlaceOf: 'lobby' });
    expect(values.list.value[0]?.uses).toHaveLength(2);
    expect(holds).toBe(0);
  });

  it('are told in words', () => {
    const reply = { in: 'reply', track: 0, kind: null, select: { by: 'json', path: 'a.b' } } as const;
    expect(originWords({ ...reply, nth: 1 })).toBe('first reply: a.b');
    expect(originWords({ ...reply, nth: null, select: { by: 'regex', pattern: 'x', flags: '' } })).toBe(
      'latest reply: /x/',
    );
    const use = (step: number | null) => ({ track: 0, step, start: 0, end: 1 });
    expect(usesWords([use(null), use(0), use(1), use(2), use(3)])).toBe('URL, frames 1, 2, 3 and 1 more');
    expect(usesWords([use(4), use(4)])).toBe('frame 5');
  });
});

describe('what a replay is told to change', () => {
  it('belongs to a frame of a track', () => {
    const edits = new Map([
      [editKey(0, 3), { skip: true } as const],
      [editKey(1, 4), { template: 'x' }],
    ]);
    expect(editsOf(edits, 1)).toEqual(new Map([[4, { template: 'x' }]]));
    expect(listOf(' a, b.c ,, ')).toEqual(['a', 'b.c']);
  });

  it('is text as a template and bytes in hex', () => {
    expect(editableText(placeholder('sid'), undefined)).toBe(`$${placeholder('sid')}`);
    const template = `new ${placeholder('sid')}`;
    expect(editFrom('old', template)).toEqual({ template });
    const bytes = new Uint8Array([1, 255]).buffer;
    expect(editableText(bytes, undefined)).toBe('01 ff');
    expect(editFrom(bytes, '02 03')).toEqual({ payload: new Uint8Array([2, 3]).buffer });
    expect(editFrom(bytes, 'zz')).toHaveProperty('error');
  });
});
