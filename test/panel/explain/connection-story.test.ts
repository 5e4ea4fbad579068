import { describe, expect, it } from 'vitest';
import { whyNothingToSend } from '../../../src/panel/explain/composer-target.ts';
import { connectionStory, type TimeWords } from '../../../src/panel/explain/connection-story.ts';
import { momentsOf, phasesOf } from '../../../src/panel/explain/connection-timing.ts';
import { type Connection, newConnection } from '../../../src/session/connection.ts';

const WORDS: TimeWords = { at: (time) => `t${time}`, lasted: (span) => `${span} ms` };
const connection = (known: Partial<Connection>): Connection => ({
  ...newConnection(0, 'wss://x.example/', 100),
  ...known,
});
const story = (known: Partial<Connection>) => connectionStory(connection(known), WORDS);
const close = (code: number, reason = '', wasClean = true) => ({ time: 500, code, reason, wasClean });
const asked = { time: 400, code: 1000, reason: null, source: 'wire' } as const;

describe('the story of a connection', () => {
  it('begins with its state', () => {
    expect(story({}).title).toBe('Connecting since t100');
    expect(story({ state: 'open', opened: 124 })).toMatchObject({
      title: 'Open since t124',
      what: 'The handshake took 24 ms.',
    });
    expect(story({ state: 'closing', opened: 124, closing: asked })).toMatchObject({
      title: 'Closing since t400',
      what: 'The page called close(); the other side has not confirmed it yet.',
    });
  });

  it('says who closed it, with what code', () => {
    const closed = { state: 'closed', opened: 124, closed: close(1000) } as const;
    expect(story(closed).title).toBe('Closed 1000 by the server');
    expect(story({ ...closed, closing: asked }).title).toBe('Closed 1000 by the page');
    expect(story({ ...closed, closing: { ...asked, source: 'panel' } }).title).toBe(
      'Closed 1000 by this panel',
    );
    expect(story({ ...closed, virtual: true }).title).toBe('Closed 1000 by the recording');
    expect(story(closed).what).toBe(
      'Normal closure. The connection had done what it was opened for. It was open for 376 ms.',
    );
  });

  it('blames nobody where it broke off', () => {
    const broken = story({ state: 'closed', opened: 124, closed: close(1006, '', false) });
    expect(broken.title).toBe('Closed 1006 without a close frame');
    expect(broken.tone).toBe('error');
    expect(broken.seen).toContain('Neither side said why');
  });

  it('says why it never opened, as far as that is known', () => {
    const failed = { state: 'failed', errored: 480, closed: close(1006, '', false) } as const;
    const handshake = { request: [], response: [], status: 0, statusText: '', failure: '' };
    expect(story(failed).title).toBe('Not opened');
    expect(story(failed).what).toContain('Browsers do not tell pages why');
    expect(story(failed).seen).toBe(
      'The page saw only an error event without a cause, then a close event with code 1006 and no reason.',
    );
    expect(story({ ...failed, handshake: { ...handshake, status: 403, statusText: 'Forbidden' } }).what).toBe(
      'The server answered 403 Forbidden instead of 101 Switching Protocols.',
    );
    expect(story({ ...failed, handshake: { ...handshake, failure: 'net::ERR_X' } }).what).toBe(
      'The browser said: “net::ERR_X”',
    );
    expect(story({ ...failed, closing: asked }).what).toBe(
      'The page called close() before the handshake had ended.',
    );
  });

  it('invents no end where the page was left', () => {
    const cut = story({ state: 'cut', opened: 124, cut: 900 });
    expect(cut.title).toBe('Cut off at t900');
    expect(cut.what).toContain('how it ended is not known');
  });
});

describe('the phases of a connection', () => {
  const none = { first: null, last: null };

  it('are handshake, open, frames and closing', () => {
    const whole = connection({ opened: 124, closing: asked, closed: close(1000), state: 'closed' });
    const phases = phasesOf(whole, { first: 130, last: 390 }, 9999);
    expect(phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Handshake', 100, 124],
      ['Open', 124, 500],
      ['Frames', 130, 390],
      ['Closing', 400, 500],
    ]);
  });

  it('go on until now where nothing has ended', () => {
    expect(phasesOf(connection({ state: 'open', opened: 124 }), none, 1000)).toEqual([
      { name: 'Handshake', kind: 'wait', from: 100, to: 124, isOver: true },
      { name: 'Open', kind: 'open', from: 124, to: 1000, isOver: false },
    ]);
  });

  it('are a failed handshake where it never opened', () => {
    const failed = connection({ state: 'failed', errored: 480, closed: close(1006, '', false) });
    expect(phasesOf(failed, none, 1000)).toEqual([
      { name: 'Handshake', kind: 'failed', from: 100, to: 500, isOver: true },
    ]);
  });

  it('have their moments in the order they came', () => {
    const failed = connection({ state: 'failed', errored: 480, closed: close(1006, '', false) });
    expect(momentsOf(failed, none).map(({ name }) => name)).toEqual([
      'Constructed',
      'Error event',
      'Close event',
    ]);
  });
});

describe('why nothing can be sent', () => {
  it('is said unless the connection is open and live', () => {
    expect(whyNothingToSend(null, true)).toContain('Select an open connection');
    expect(whyNothingToSend(connection({ state: 'closed' }), true)).toBe('Connection 1 is closed.');
    expect(whyNothingToSend(connection({ state: 'open' }), false)).toContain('from a file');
    expect(whyNothingToSend(connection({ state: 'open' }), true)).toBeNull();
  });
});
