import type { Payload } from '../protocol/payload.ts';
import type { Recording, Step } from './recording.ts';
import type { OpenRequest } from './socket.ts';
import { expandFrame, expandUrl, parseTemplate } from './template.ts';
import { Variables } from './variables.ts';

/** Something to be sent: ready, not wanted or not known, or lacking a value that is still to be captured. */
export type Prepared<T> = { is: 'ready'; value: T } | { is: 'skipped' } | { is: 'missing'; variable: string };

/** What the player says on one connection: the recording, or what was made of it. */
export interface Script {
  request(): Prepared<OpenRequest>;
  /** `step` is the recorded frame at `index`. A frame whose payload is missing is skipped. */
  frame(index: number, step: Step): Prepared<Payload>;
  /** No value came in time: whether another stands in for it. */
  fallBack(variable: string): boolean;
  /** The connection is being opened with this URL. */
  onOpening(url: string): void;
  /** The handshake succeeded with this subprotocol. */
  onOpen(protocol: string): void;
  /** The other side sent this. */
  onFrame(payload: Payload | null): void;
}

/** What is sent in place of a recorded frame: other bytes, a text with `${name}` in it, or nothing. */
export type Edit = { payload: Payload } | { template: string } | { skip: true };

export interface ScriptOptions {
  recording: Recording;
  /** index of the track in the plan: tells whose frames the variables are captured from */
  track?: number;
  /** a URL with `${name}` in it, in place of the recorded one */
  url?: string | undefined;
  /** subprotocols to request in place of the recorded ones */
  protocols?: readonly string[] | undefined;
  /** by index of the recorded step */
  edits?: ReadonlyMap<number, Edit> | undefined;
  /** shared by all tracks of a plan */
  variables?: Variables | undefined;
}

/** The recording as it is, but for what `options` change. */
export function writeScript(options: ScriptOptions): Script {
  const { recording, track = 0, edits } = options;
  const variables = options.variables ?? new Variables([]);
  const lookUp = (name: string) => variables.lookUp(name);
  return {
    request() {
      const protocols = [...(options.protocols ?? recording.protocols)];
      if (options.url === undefined) return { is: 'ready', value: { url: recording.url, protocols } };
      const url = expandUrl(parseTemplate(options.url), lookUp);
      return url.is === 'ready' ? { is: 'ready', value: { url: url.text, protocols } } : url;
    },
    frame(index, step) {
      const edit = edits?.get(index);
      if (edit && 'payload' in edit) return { is: 'ready', value: edit.payload };
      if (edit && 'skip' in edit) return { is: 'skipped' };
      if (edit) {
        const recorded = typeof step.payload === 'string' ? step.payload : null;
        const frame = expandFrame(parseTemplate(edit.template), lookUp, recorded);
        return frame.is === 'ready' ? { is: 'ready', value: frame.text } : frame;
      }
      return step.payload === null ? { is: 'skipped' } : { is: 'ready', value: step.payload };
    },
    fallBack: (name) => variables.fallBack(name),
    onOpening: (url) => variables.onOpening(track, url),
    onOpen: (protocol) => variables.onOpen(track, protocol),
    onFrame: (payload) => variables.onFrame(track, payload),
  };
}
