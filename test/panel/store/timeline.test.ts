import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { createLibrary } from '../../../src/panel/store/library.ts';
import { createTimeline } from '../../../src/panel/store/timeline.ts';
import { Receiving } from './receiving.ts';

const scheduler = {
  frame: (work: () => void) => work(),
  soon: (work: () => void) => work(),
  later: (work: () => void) => work(),
  now: () => 0,
};

it('tells a heartbeat from other Blobs once it was read', () => {
  const received = new Receiving('mqtt');
  const [beat, other] = [received.blob(2), received.blob(2)];
  const library = createLibrary(scheduler, () => 0);
  library.replaceLive(received.session);
  const timeline = createTimeline(library, scheduler, signal('frames' as const));
  const whole = () => timeline.traffic().within(0, 100).received;
  expect(whole()).toMatchObject({ frames: 2, heartbeats: 0 });
  received.read(beat, new Uint8Array([0xd0, 0]));
  received.read(other, 'no');
  library.touch(received.session);
  expect(whole()).toMatchObject({ frames: 2, heartbeats: 1 });
});
