import type { Payload } from '../../src/protocol/payload.ts';
import type {
  Closing,
  Connect,
  Done,
  OpenRequest,
  ReplaySocket,
  SocketListener,
  SocketProblem,
} from '../../src/replay/socket.ts';
import type { FakeClock } from './fake-clock.ts';

/** What a player asked of a socket, and when. */
export interface Asked {
  time: number;
  what: 'open' | 'answer' | 'send' | 'close';
  payload?: Payload;
  shape?: string;
  request?: OpenRequest;
  closing?: Closing;
  protocol?: string;
  extensions?: string;
}

export interface FakeSocketOptions {
  /** milliseconds until a request is reported as carried out; null for at once, within the call */
  latency?: number | null;
  /** milliseconds until the server's handshake is finished; null for never by itself */
  handshake?: number | null;
  /** refuses a request */
  refuse?: (asked: Asked) => SocketProblem | null;
  /** what the other side does when it gets a frame */
  onSend?: (socket: FakeSocket, payload: Payload) => void;
}

/** A socket that writes down what it is asked, and whose other side a test plays. */
export class FakeSocket implements ReplaySocket {
  readonly asked: Asked[] = [];

  constructor(
    readonly clock: FakeClock,
    readonly listener: SocketListener,
    readonly options: FakeSocketOptions,
  ) {}

  open(request: OpenRequest, done: Done): void {
    this.#ask({ what: 'open', request }, done);
    const { handshake = 5 } = this.options;
    if (handshake === null) return;
    this.clock.at(this.clock.now() + handshake, () => this.listener.onOpen(request.protocols[0] ?? '', ''));
  }

  answer(protocol: string, extensions: string, done: Done): void {
    this.#ask({ what: 'answer', protocol, extensions }, done);
  }

  send(payload: Payload, shape: string, done: Done): void {
    this.#ask({ what: 'send', payload, shape }, done);
    this.options.onSend?.(this, payload);
  }

  close(closing: Closing, done: Done): void {
    this.#ask({ what: 'close', closing }, done);
    const { code, reason, wasClean } = closing;
    this.clock.at(this.clock.now() + 1, () => this.listener.onClosed(code ?? 1005, reason, wasClean));
  }

  /** The other side sends after `ms`. */
  reply(payload: Payload, ms = 0): void {
    this.clock.at(this.clock.now() + ms, () => this.listener.onFrame(payload));
  }

  /** Payloads that went out, in order. */
  get sent(): (Payload | undefined)[] {
    return this.asked.filter(({ what }) => what === 'send').map(({ payload }) => payload);
  }

  /** Clock times at which frames went out. */
  get times(): number[] {
    return this.asked.filter(({ what }) => what === 'send').map(({ time }) => time);
  }

  get closings(): (Closing | undefined)[] {
    return this.asked.filter(({ what }) => what === 'close').map(({ closing }) => closing);
  }

  #ask(asked: Omit<Asked, 'time'>, done: Done): void {
    const entry = { time: this.clock.now(), ...asked };
    this.asked.push(entry);
    const problem = this.options.refuse?.(entry) ?? null;
    const { latency = 1 } = this.options;
    if (latency === null) done(problem);
    else this.clock.at(this.clock.now() + latency, () => done(problem));
  }
}

/** Makes fake sockets and keeps them by track. */
export function fakeSockets(
  clock: FakeClock,
  options: FakeSocketOptions | ((track: number) => FakeSocketOptions) = {},
): { connect: Connect; sockets: FakeSocket[] } {
  const sockets: FakeSocket[] = [];
  const connect: Connect = (track, listener) => {
    const socket = new FakeSocket(clock, listener, typeof options === 'function' ? options(track) : options);
    sockets[track] = socket;
    return socket;
  };
  return { connect, sockets };
}
