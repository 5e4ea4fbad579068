import { compile, type FrameSubject } from '../../src/filter/match.ts';
import { parse } from '../../src/filter/parse.ts';

interface Frame extends Partial<Omit<FrameSubject, 'json'>> {
  /** stands for what a decoder would make of the payload; else the text is parsed */
  document?: unknown;
}

/** A received text frame of the first connection, but for what is said otherwise. */
export function frame({ document, ...given }: Frame = {}): FrameSubject {
  const text = given.text === undefined ? '' : given.text;
  return {
    direction: 'received',
    isBinary: false,
    size: text?.length ?? 0,
    time: 0,
    connection: 1,
    url: 'wss://app.example/chat',
    protocol: '',
    name: '',
    source: 'wire',
    isEdited: false,
    isHeartbeat: false,
    isError: false,
    isHeld: false,
    isPending: false,
    isMissing: false,
    isBookmarked: false,
    decoder: '',
    ...given,
    text,
    json: () => (document === undefined ? parsed(text) : document),
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a query that reads without error lets the frame through. */
export function shows(query: string, subject: Frame | string): boolean {
  const { expression, errors } = parse(query);
  if (errors.length) throw new Error(`${query}: ${errors[0]?.message}`);
  return compile(expression)(frame(typeof subject === 'string' ? { text: subject } : subject));
}
