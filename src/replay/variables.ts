import type { Payload } from '../protocol/payload.ts';
import { type PathPattern, parsePath } from './json-path.ts';
import { isJsonNumber } from './json-text.ts';
import { leafAt } from './leaf.ts';
import { signatureOf } from './signature.ts';
import type { Value } from './template.ts';

/** How a value is found in a frame. */
export type Selector =
  | { by: 'json'; path: string }
  /** its first group, or all of the match. A user's pattern is vetted by whoever takes it in. */
  | { by: 'regex'; pattern: string; flags: string };

/** Where a variable gets its value. */
export type Origin =
  /** a frame the other side sends */
  | {
      in: 'reply';
      track: number;
      select: Selector;
      /** the kind of frame (see `signatureOf`), null for any */
      kind: string | null;
      /** the n-th such frame that has a value, from 1; null for the latest */
      nth: number | null;
    }
  /** a query parameter of the URL the track was opened with */
  | { in: 'url'; track: number; parameter: string }
  /** the subprotocol the server chose */
  | { in: 'protocol'; track: number }
  /** the user says it */
  | { in: 'given'; value: string };

/** A value that a replay takes from what happens now, for `${name}` in frames and URLs. */
export interface Variable {
  name: string;
  from: Origin;
  /** what it is where nothing was captured in time; without it the replay fails then */
  otherwise?: string;
}

/** Thrown by {@link Variables}: `code` is `NAME_TWICE` or `REGEX`. */
export class VariableError extends Error {
  constructor(
    readonly code: 'NAME_TWICE' | 'REGEX',
    message: string,
  ) {
    super(message);
    this.name = 'VariableError';
  }
}

interface Capture {
  name: string;
  origin: Extract<Origin, { in: 'reply' }>;
  find: (text: string) => Value | null;
  seen: number;
}

/** The variables of one run and the values they have so far. */
export class Variables {
  readonly #values = new Map<string, Value>();
  readonly #variables: readonly Variable[];
  readonly #captures: Capture[] = [];
  readonly #fallenBack = new Set<string>();

  /** Throws {@link VariableError} or `PathSyntaxError` for what cannot be captured. */
  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
    const names = new Set<string>();
    for (const { name, from } of variables) {
      if (names.has(name)) throw new VariableError('NAME_TWICE', `There are two variables named ${name}.`);
      names.add(name);
      if (from.in === 'given') this.#values.set(name, written(from.value));
      if (from.in === 'reply')
        this.#captures.push({ name, origin: from, find: finder(from.select), seen: 0 });
    }
  }

  /** The value captured so far, or null. */
  lookUp(name: string): Value | null {
    return this.#values.get(name) ?? null;
  }

  /** Nothing was captured in time: the variable gets the value it has {@link Variable.otherwise}. False without one. */
  fallBack(name: string): boolean {
    const text = this.#variables.find((variable) => variable.name === name)?.otherwise;
    if (text === undefined) return false;
    this.#fallenBack.add(name);
    this.#values.set(name, written(text));
    return true;
  }

  /** Names of those that {@link fallBack} was needed for. */
  get fallenBack(): readonly string[] {
    return [...this.#fallenBack];
  }

  /** The track's connection is being opened with this URL. */
  onOpening(track: number, url: string): void {
    for (const { name, from } of this.#variables) {
      if (from.in !== 'url' || from.track !== track || !URL.canParse(url)) continue;
      const text = new URL(url).searchParams.get(from.parameter);
      if (text !== null) this.#values.set(name, written(text));
    }
  }

  /** The track's handshake succeeded. */
  onOpen(track: number, protocol: string): void {
    for (const { name, from } of this.#variables)
      if (from.in === 'protocol' && from.track === track) this.#values.set(name, written(protocol));
  }

  /** The other side of the track sent this. */
  onFrame(track: number, payload: Payload | null): void {
    if (typeof payload !== 'string') return;
    let kind: string | null = null;
    for (const capture of this.#captures) {
      const { origin } = capture;
      if (origin.track !== track || (origin.nth !== null && capture.seen >= origin.nth)) continue;
      if (origin.kind !== null) {
        kind ??= signatureOf(payload).kind;
        if (origin.kind !== kind) continue;
      }
      const value = capture.find(payload);
      if (!value) continue;
      capture.seen++;
      if (origin.nth === null || origin.nth === capture.seen) this.#values.set(capture.name, value);
    }
  }
}

/** A value that is known by its text alone: a number where JSON could have it as one. */
const written = (text: string): Value => ({ text, isString: !isJsonNumber(text) });

function finder(select: Selector): Capture['find'] {
  if (select.by === 'json') {
    const pattern: PathPattern = parsePath(select.path);
    return (text) => leafAt(text, pattern);
  }
  let regex: RegExp;
  try {
    regex = new RegExp(select.pattern, select.flags.replace(/[gy]/g, ''));
  } catch (error) {
    throw new VariableError('REGEX', error instanceof Error ? error.message : String(error));
  }
  return (text) => {
    const found = regex.exec(text);
    const value = found?.[1] ?? found?.[0];
    return value === undefined ? null : written(value);
  };
}
