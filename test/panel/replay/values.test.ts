import { describe, expect, it } from 'vitest';
import { originWords, usesWords } from '../../../src/panel/explain/value-words.ts';
import { editableText, editFrom } from '../../../src/panel/replay/step-edit.ts';
import { editKey, editsOf, listOf } from '../../../src/panel/store/replay-setup.ts';
import { createReplayValues } from '../../../src/panel/store/replay-values.ts';
import type { Scheduler } from '../../../src/panel/store/scheduler.ts';
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

  it('can be named by the user, who says what they replace', () => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    expect(values.add({ name: 'room', origin: 'given', what: 'attic', inPlaceOf: 'lobby' })).toBeNull();
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
  ] as const)('%o is refused: %s', (request, why) => {
    const { scheduler, finish } = byHand();
    const values = createReplayValues(scheduler);
    values.search(TRACKS);
    finish();
    expect(values.add(request)).toContain(why);
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
