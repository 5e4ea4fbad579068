import { jsonEnd } from '../../base/json-end.ts';
import { mayBeHeartbeat } from '../../decoders/heartbeat.ts';
import { type MessageName, messageName, NAME_TEXT_LIMIT } from '../../decoders/message-name.ts';
import type { FrameSubject } from '../../filter/match.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';

const decoder = new TextDecoder();

/** One frame of a session as filter and table look at it. Point it at a row; nothing is kept for it. */
export class FrameView implements FrameSubject {
  /** The payload was asked for and is not in memory: what was answered is void until it is brought. */
  isAway = false;
  #session: Session;
  #frame = 0;
  #name: MessageName | null = null;
  #text: string | null | undefined;
  #json: { value: unknown } | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Moves to another frame; returns itself. */
  at(frame: number): this {
    this.#frame = frame;
    this.#name = null;
    this.#text = undefined;
    this.#json = null;
    this.isAway = false;
    return this;
  }

  get owner(): Connection {
    return this.#session.connections[this.#session.frames.connection(this.#frame)] as Connection;
  }
  get direction() {
    return this.#session.frames.direction(this.#frame);
  }
  get isBinary() {
    return this.#session.frames.isBinary(this.#frame);
  }
  get size() {
    return this.#session.frames.size(this.#frame);
  }
  /** Milliseconds since the session began. */
  get time() {
    return this.#session.frames.time(this.#frame) - this.#session.started;
  }
  /** As shown: from 1. */
  get connection() {
    return this.#session.frames.connection(this.#frame) + 1;
  }
  get url() {
    return this.owner.url;
  }
  get protocol() {
    return this.owner.protocol;
  }
  get source() {
    return this.#session.frames.source(this.#frame);
  }
  get isEdited() {
    return this.#session.frames.isEdited(this.#frame);
  }
  get isPending() {
    return this.#session.frames.isPending(this.#frame);
  }
  get isMissing() {
    return this.#session.frames.omitted(this.#frame) !== null;
  }
  get isBookmarked() {
    return this.#session.notes.has(this.#frame);
  }
  get isHeld() {
    return false;
  }
  get decoder() {
    return '';
  }
  get isHeartbeat() {
    if (this.#name === null) {
      const { payload } = this;
      if (typeof payload === 'string' && (payload.length > NAME_TEXT_LIMIT || !mayBeHeartbeat(payload)))
        return false;
    }
    return this.#named().heartbeat;
  }
  get isError() {
    return this.#named().error;
  }
  get name() {
    return this.#named().name;
  }

  /** null where there is none, or where it {@link isAway}. */
  get payload(): Payload | null {
    const { frames } = this.#session;
    const payload = frames.payload(this.#frame);
    if (payload === null) this.isAway = frames.isAway(this.#frame);
    return payload;
  }

  /** The payload as text, binary read as UTF-8; null where there is none. */
  get text(): string | null {
    if (this.#text === undefined) {
      const { payload } = this;
      this.#text = payload === null || typeof payload === 'string' ? payload : decoder.decode(payload);
    }
    return this.#text;
  }

  /** The payload as JSON; undefined where it is not. */
  json(): unknown {
    if (this.#json === null) {
      const { text } = this;
      let value: unknown;
      try {
        value = text === null ? undefined : JSON.parse(text.slice(0, jsonEnd(text)));
      } catch {
        value = undefined;
      }
      this.#json = { value };
    }
    return this.#json.value;
  }

  #named(): MessageName {
    // By way of `payload`, which notes what is away: the name of nothing is no name.
    this.#name ??= messageName(this.payload ?? '', this.owner);
    return this.#name;
  }
}
