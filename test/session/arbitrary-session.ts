import fc from 'fast-check';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import type { Connection, Header } from '../../src/session/connection.ts';
import { record, recordDocument, recordLost } from '../../src/session/record.ts';
import { newSession, type Session } from '../../src/session/session.ts';

/** Any UTF-16, lone surrogates included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});
const words = fc.string({
  unit: fc.constantFrom('a', 'é', '"', '\\', '\n', '✓', '😀', '\u2028'),
  maxLength: 12,
});
const binary = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.slice().buffer as ArrayBuffer);

type Step = (session: Session, time: number) => void;

const documentOf = (connection: Connection): string => connection.document;

/** An event of one of the connections there are; nothing where there is none yet. */
function ofConnection(place: number, event: (connection: Connection) => CaptureEvent | null): Step {
  return (session) => {
    const connection = session.connections[place % Math.max(1, session.connections.length)];
    const made = connection && event(connection);
    if (connection && made) record(session, documentOf(connection), made);
  };
}

const opening: fc.Arbitrary<Step> = fc
  .record({
    url: fc.webUrl().map((url) => url.replace(/^http/, 'ws')),
    protocols: fc.option(fc.array(fc.constantFrom('chat', 'soap', 'xmpp'), { maxLength: 2 })),
    stack: fc.option(words),
    source: fc.constantFrom('wire', 'replay', 'panel'),
    virtual: fc.boolean(),
    run: fc.option(words, { nil: undefined }),
    top: fc.boolean(),
  })
  .map(({ top, run, ...opening }) => (session: Session, time: number) => {
    const key = `document ${session.connections.length}`;
    recordDocument(session, {
      key,
      url: 'https://example.org/app',
      origin: 'https://example.org',
      top,
      time,
      capturing: true,
    });
    const event: CaptureEvent = { type: 'opening', connection: 7, time, ...opening };
    record(session, key, run === undefined ? event : { ...event, run });
  });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: opening },
  {
    weight: 20,
    arbitrary: fc
      .record({
        place: fc.nat(),
        skip: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(3)),
        direction: fc.constantFrom('sent', 'received'),
        source: fc.constantFrom('wire', 'panel', 'replay'),
        edited: fc.boolean(),
        carried: fc.oneof(
          anyText.map((payload) => ({ shape: 'string', payload })),
          fc.record({
            shape: fc.constantFrom('ArrayBuffer', 'Blob', 'Uint8Array', 'DataView'),
            payload: binary,
          }),
          fc.record({
            shape: fc.constantFrom('string', 'Blob'),
            size: fc.nat(1e9),
            omitted: fc.constantFrom('not-kept', 'budget', 'unreadable', 'left', 'absent'),
          }),
        ),
        note: fc.oneof(
          { weight: 9, arbitrary: fc.constant(null) },
          fc.record({ text: words, bookmarked: fc.constant(true) }),
        ),
      })
      .map(({ place, skip, carried, note, edited, ...frame }) => (session: Session, time: number) => {
        const row = session.frames.length;
        ofConnection(place, ({ id, nextSeq }) => ({
          type: 'frame',
          connection: id,
          seq: nextSeq + skip,
          time,
          ...frame,
          ...carried,
          ...(edited ? { edited } : {}),
        }))(session, time);
        if (note && session.frames.length > row) session.notes.set(row, note);
      }),
  },
  fc
    .record({
      place: fc.nat(),
      frames: fc.integer({ min: 1, max: 1000 }),
      bytes: fc.nat(),
      reason: fc.constantFrom('history', 'budget', 'left', 'left-out'),
    })
    .map(({ place, ...gap }) =>
      ofConnection(place, ({ id, nextSeq }) => ({ type: 'gap', connection: id, seq: nextSeq, ...gap })),
    ),
  fc.record({ place: fc.nat(), protocol: fc.constantFrom('', 'chat'), extensions: words }).map(
    ({ place, ...open }) =>
      (session: Session, time: number) =>
        ofConnection(place, ({ id, state }) =>
          state === 'connecting' ? { type: 'open', connection: id, time, ...open } : null,
        )(session, time),
  ),
  fc
    .record({
      place: fc.nat(),
      code: fc.option(fc.constantFrom(1000, 3001, 4999)),
      reason: fc.option(words),
      source: fc.constantFrom('wire', 'panel'),
    })
    .map(
      ({ place, ...closing }) =>
        (session: Session, time: number) =>
          ofConnection(place, ({ id, state }) =>
            state === 'open' || state === 'connecting'
              ? { type: 'closing', connection: id, time, ...closing }
              : null,
          )(session, time),
    ),
  fc
    .record({
      place: fc.nat(),
      code: fc.constantFrom(1000, 1006, 4000),
      reason: words,
      wasClean: fc.boolean(),
    })
    .map(
      ({ place, ...closed }) =>
        (session: Session, time: number) =>
          ofConnection(place, ({ id, state, closed: already }) =>
            already || state === 'cut' ? null : { type: 'closed', connection: id, time, ...closed },
          )(session, time),
    ),
  fc
    .nat()
    .map(
      (place) => (session: Session, time: number) =>
        ofConnection(place, ({ id, closed }) => (closed ? null : { type: 'error', connection: id, time }))(
          session,
          time,
        ),
    ),
  fc
    .nat()
    .map(
      (place) => (session: Session, time: number) =>
        ofConnection(place, ({ id }) => ({ type: 'discarded', connection: id, time }))(session, time),
    ),
  fc.record({ place: fc.nat(), directive: words, policy: words }).map(
    ({ place, ...blocked }) =>
      (session: Session, time: number) =>
        ofConnection(place, ({ id, opened }) =>
          opened === null ? { type: 'blocked', connection: id, time, ...blocked } : null,
        )(session, time),
  ),
  fc.record({ place: fc.nat(), name: words, message: words }).map(
    ({ place, ...refused }) =>
      (session: Session, time: number) =>
        ofConnection(place, ({ id, state }) =>
          state === 'connecting' ? { type: 'refused', connection: id, time, ...refused } : null,
        )(session, time),
  ),
  fc.nat().map((place) => (session: Session, time: number) => {
    const connection = session.connections[place % Math.max(1, session.connections.length)];
    if (connection) recordLost(session, documentOf(connection), time);
  }),
  fc
    .record({
      place: fc.nat(),
      handshake: fc.record({
        request: headers(),
        status: fc.constantFrom(0, 101, 403),
        statusText: words,
        response: headers(),
        failure: words,
        remoteAddress: fc.constantFrom(undefined, '127.0.0.1'),
      }),
      decoder: fc.option(fc.constantFrom('mqtt', 'socket.io')),
    })
    .map(({ place, handshake, decoder }) => (session: Session) => {
      const connection = session.connections[place % Math.max(1, session.connections.length)];
      if (connection) Object.assign(connection, { handshake, decoder });
    }),
  fc
    .record({ connections: fc.nat(9), frames: fc.nat(99) })
    .map((counts) => (session: Session) => record(session, 'any', { type: 'forgotten', ...counts })),
);

function headers(): fc.Arbitrary<Header[]> {
  const name = fc.constantFrom('Host', 'Cookie', 'Authorization', 'X-Any');
  return fc.array(fc.record({ name, value: fc.constantFrom('one', 'Bearer two', 'three=3') }), {
    maxLength: 3,
  });
}

/** Sessions as recording makes them, of every kind of event; at least `between` milliseconds from one to the next. */
export const arbitrarySession = (between = 0): fc.Arbitrary<Session> =>
  fc
    .record({
      first: opening,
      steps: fc.array(fc.tuple(step, fc.double({ min: between, max: 5000, noNaN: true })), {
        minLength: 10,
        maxLength: 60,
        size: 'max',
      }),
      started: fc.integer({ min: 1_200_000_000_000, max: 2_000_000_000_000 }),
    })
    .map(({ first, steps, started }) => {
      const session = newSession('live', 'Live', 'live', started);
      let time = started;
      first(session, time);
      for (const [perform, after] of steps) {
        time += after;
        perform(session, time);
      }
      return session;
    });

/** Everything of a session that a file keeps, as plain data. */
export function plain(session: Session): object {
  const { frames } = session;
  return {
    name: session.name,
    started: session.started,
    forgotten: session.forgotten,
    navigations: session.navigations,
    notes: [...session.notes],
    connections: session.connections.map(({ document: _, id: __, ...connection }) => connection),
    frames: Array.from({ length: frames.length }, (_, row) => plainFrame(session, row)),
  };
}

export function plainFrame({ frames }: Session, row: number): object {
  const payload = frames.payload(row);
  return {
    connection: frames.connection(row),
    seq: frames.seq(row),
    time: frames.time(row),
    direction: frames.direction(row),
    shape: frames.shape(row),
    isBinary: frames.isBinary(row),
    size: frames.size(row),
    source: frames.source(row),
    edited: frames.isEdited(row),
    omitted: frames.omitted(row),
    payload: payload instanceof ArrayBuffer ? [...new Uint8Array(payload)] : payload,
  };
}
