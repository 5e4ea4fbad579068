import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cue, RecordedCues, trackCues } from '../../src/replay/cues.ts';
import type { Track } from '../../src/replay/plan.ts';
import { closed, frames, recording } from './recordings.ts';

function track(lines: string[], but: Partial<Track> = {}): Track {
  return { recording: recording(lines), start: 0, from: 0, to: lines.length, ...but };
}

const drawn = ({ kind, step, at, gap, replies }: Cue): string =>
  kind === 'frame' ? `frame ${step} at ${at} +${gap} after ${replies}` : `${kind} at ${at} +${gap}`;

describe('the cues of a track', () => {
  const lines = ['< 5 hi', '> 20 a', '< 30 r', '< 40 s', '> 100 b', '< 110 t'];

  it('opens, waits for the server, sends, and ends after all replies', () => {
    expect([...trackCues(track(lines, { start: 1_000 }), 0, 'server')].map(drawn)).toEqual([
      'open at 1000 +0',
      'arrived at 1010 +0',
      'frame 1 at 1030 +15 after 1',
      'frame 4 at 1110 +60 after 2',
      'end at 1120 +0',
    ]);
  });

  it('waits for the page on a timeline of its own, answers, delivers', () => {
    const ended = { ...recording(lines), outcome: closed(150, 'server') };
    expect([...trackCues(track(lines, { start: 1_000, recording: ended }), 0, 'page')].map(drawn)).toEqual([
      'open at 0 +0',
      'arrived at 0 +0',
      'answer at 10 +10',
      'frame 0 at 15 +5 after 0',
      'frame 2 at 40 +10 after 1',
      'frame 3 at 50 +10 after 0',
      'frame 5 at 120 +10 after 1',
      'end at 160 +40',
    ]);
  });

  it('never goes back in time, whatever was recorded', () => {
    const at = fc.oneof(fc.double(), fc.integer({ min: -100, max: 100 }));
    fc.assert(
      fc.property(fc.array(at, { maxLength: 20 }), (times) => {
        const list = frames(...times.map((_, index) => `${index % 3 ? '>' : '<'} 0 x`));
        const steps = list.map((step, index) => ({ ...step, at: times[index] ?? 0 }));
        const cues = [
          ...trackCues({ ...track([]), recording: recording(steps), to: steps.length }, 0, 'server'),
        ];
        for (const [index, cue] of cues.entries()) {
          expect(cue.gap).toBeGreaterThanOrEqual(0);
          expect(cue.at).toBeGreaterThanOrEqual(cues[index - 1]?.at ?? 0);
        }
      }),
    );
  });
});

describe('the cues of several tracks', () => {
  it('come in the order in which they were recorded', () => {
    const tracks = [track(['> 50 a']), track(['> 1 b'], { start: 20 })].map((one, index) => ({
      track: one,
      index,
    }));
    const cues = new RecordedCues(tracks, 'server');
    const order: string[] = [];
    for (let cue = cues.peek(); cue; cue = cues.peek()) {
      order.push(`${cue.track} ${cue.kind} ${cue.at}`);
      cues.advance();
    }
    expect(order).toEqual([
      '0 open 0',
      '0 arrived 10',
      '1 open 20',
      '1 arrived 30',
      '1 frame 31',
      '1 end 31',
      '0 frame 60',
      '0 end 60',
    ]);
  });
});
