import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStream, GRACE_MS, newOutlet, type Outlet, type Stream } from '../../src/content/stream.ts';
import { divide } from '../../src/protocol/divide.ts';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import type { Down, LinkListener, Up } from '../../src/protocol/link.ts';
import { createReception, type Reception } from '../../src/protocol/reception.ts';
import { missingFrames } from '../../src/session/connection.ts';
import { record, recordDocument } from '../../src/session/record.ts';
import { newSession, type Session } from '../../src/session/session.ts';
import { documentInfo, frame, opening } from '../protocol/events.ts';

const KEY = 'document';
const LIMITS = { sent: 2_000, bytes: 20_000, events: 60 };
const HISTORY = 5;

/** A page with one socket, which reports or keeps a short history, as the page script does. */
class Page {
  seq = 0;
  #given = 0;
  #recording = false;
  #asked: boolean[] = [];
  readonly stream: Stream = createStream((on) => this.#asked.push(on), LIMITS);

  /** What it was told reaches it only later, as posted messages do. */
  hear(): void {
    for (const on of this.#asked.splice(0)) {
      this.#recording = on;
      if (on) this.#tellAll();
    }
  }

  happen(count: number, bytes: number): void {
    for (let index = 0; index < count; index++) {
      this.seq++;
      if (!this.#recording) continue;
      this.#given = this.seq;
      this.stream.put([frame(this.seq, new ArrayBuffer(bytes))]);
    }
  }

  #tellAll(): void {
    const events: CaptureEvent[] = [opening()];
    const kept = Math.max(this.#given, this.seq - HISTORY);
    const gap = (seq: number, frames: number): void => {
      if (frames > 0) events.push({ type: 'gap', connection: 1, seq, frames, bytes: 0, reason: 'history' });
    };
    gap(1, this.#given);
    gap(this.#given + 1, kept - this.#given);
    for (let seq = kept + 1; seq <= this.seq; seq++) events.push(frame(seq));
    this.#given = this.seq;
    this.stream.put(events, true);
  }
}

/** A panel: its messages are under way until `carry`, and those of a connection that ends are lost. */
class Panel {
  readonly session: Session = newSession('live', 'Live', 'live', 0);
  #page: Page;
  #outlet: Outlet | null = null;
  #reception: Reception | null = null;
  #up: Up[] = [];
  #down: Down[] = [];
  #hear: LinkListener['onMessage'] = () => {};
  #seen: [string, number][] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  connect(): void {
    if (this.#outlet) return;
    this.#outlet = newOutlet(({ batch }) => this.#up.push(...divide(structuredClone(batch))));
    this.#reception = createReception(
      (listener) => {
        this.#hear = listener.onMessage;
        return { send: (_key, message) => this.#down.push(message), close() {} };
      },
      {
        onDocument: (document) => recordDocument(this.session, document),
        onEvents: (key, events) => {
          for (const event of events) record(this.session, key, event);
          return true;
        },
        onLost() {},
      },
      { recording: true, seen: this.#seen },
    );
    this.#up = [{ type: 'document', document: documentInfo(KEY) }];
  }

  record(on: boolean): void {
    this.#reception?.record(on);
  }

  /** The connection ends with whatever is under way; the panel itself goes on. */
  vanish(): void {
    if (!this.#outlet) return;
    this.#seen = [...(this.#reception?.seen ?? [])];
    this.#page.stream.detach(this.#outlet, false);
    this.#outlet = null;
    this.#up = [];
    this.#down = [];
  }

  carryUp(): void {
    for (const message of this.#up.splice(0)) this.#hear(KEY, message);
  }

  carryDown(): void {
    for (const message of this.#down.splice(0)) {
      if (!this.#outlet) return;
      if (message.type === 'attach') this.#page.stream.attach(this.#outlet, message.seen);
      else if (message.type === 'detach') this.#page.stream.detach(this.#outlet, true);
      else if (message.type === 'ack') this.#page.stream.ack(this.#outlet, message.number);
    }
  }
}

/** Carries everything to where it goes, until nothing moves any more. */
function settle(page: Page, panels: Panel[]): void {
  for (let round = 0; round < 500; round++)
    for (const panel of panels) {
      page.hear();
      panel.carryUp();
      panel.carryDown();
    }
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('happen' as const),
    count: fc.integer({ min: 1, max: 40 }),
    bytes: fc.constantFrom(1, 900, 5_000),
  }),
  fc.record({
    do: fc.constantFrom('connect', 'vanish', 'up', 'down', 'on', 'off'),
    panel: fc.constantFrom(0, 1),
  }),
  fc.record({ do: fc.constantFrom('hear', 'wait') }),
);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('accounts for every frame in each of two panels, whatever vanishes, returns, stops and starts', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 100, size: 'max' }), (steps) => {
      const page = new Page();
      const panels = [new Panel(page), new Panel(page)];
      for (const one of steps) {
        const panel = 'panel' in one ? panels[one.panel] : undefined;
        if (one.do === 'happen') page.happen(one.count, one.bytes);
        else if (one.do === 'connect') panel?.connect();
        else if (one.do === 'vanish') panel?.vanish();
        else if (one.do === 'up') panel?.carryUp();
        else if (one.do === 'down') panel?.carryDown();
        else if (one.do === 'on') panel?.record(true);
        else if (one.do === 'off') panel?.record(false);
        else if (one.do === 'hear') page.hear();
        else vi.advanceTimersByTime(GRACE_MS);
      }
      for (const panel of panels) {
        panel.connect();
        panel.record(true);
      }
      settle(page, panels);
      page.happen(1, 1);
      settle(page, panels);

      for (const { session } of panels) {
        const connection = session.connections[0];
        expect(connection).toBeDefined();
        if (!connection) return;
        const seqs = Array.from({ length: session.frames.length }, (_, row) => session.frames.seq(row));
        const gaps = connection.gaps.flatMap((gap) =>
          Array.from({ length: gap.frames }, (_, at) => gap.seq + at),
        );
        expect([...seqs, ...gaps].sort((a, b) => a - b)).toEqual(
          Array.from({ length: page.seq }, (_, at) => at + 1),
        );
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
        expect(missingFrames(connection)).toBe(gaps.length);
        expect(connection.gaps.filter(({ reason }) => reason === 'unknown')).toEqual([]);
      }
    }),
    { numRuns: Number(process.env.FRAMEREEL_FUZZ ?? 150) },
  );
});
