import { HAND_OVER_BYTES, type Heard, PIECE_BYTES, type Progress } from '../protocol/hand-over.ts';
import type { HandOverChannel } from '../protocol/hand-over-channel.ts';
import type { DocumentInfo, Link, LinkListener } from '../protocol/link.ts';
import { isPartOf } from '../protocol/navigation.ts';
import { createReception, type Reception } from '../protocol/reception.ts';
import { weigh } from './weigh.ts';

/** How often a panel is asked to come again, at most: a page may be faster than any hand-over. */
const ROUNDS = 4;

interface Options {
  openLink: (listener: LinkListener) => Link;
  channel: HandOverChannel;
  /** whether a navigation is to keep what was recorded before */
  keepsLog: () => boolean;
}

/** Records in the panel's absence, from the moment DevTools opens, and hands all of it over when asked. */
export function createCaretaker({ openLink, channel, keepsLog }: Options): void {
  let heard: Heard[] = [];
  let bytes = 0;
  let parked: unknown[] = [];
  let documents = new Map<string, DocumentInfo | null>();
  let reception: Reception | null = null;
  let recording = true;
  /** as the last panel said: it may have a storage of its own */
  let keeps: boolean | null = null;
  /** where the last one to come stood when it was closed */
  let seen: Progress['seen'] = [];
  let offered = { panel: '', parked: 0, heard: 0, bytes: 0, rounds: 0 };

  const hear = (one: Heard): void => {
    heard.push(one);
    bytes += weigh(one);
  };

  /** Another page: what was recorded of the last one goes, as it would in a panel. */
  const startAnew = (top: DocumentInfo): void => {
    parked = [];
    for (const [key, known] of documents)
      if (!known || !isPartOf(known, top)) {
        documents.delete(key);
        reception?.seen.delete(key);
      }
    heard = heard.filter((one) => documents.has(one.type === 'document' ? one.document.key : one.key));
    bytes = 0;
    for (const one of heard) bytes += weigh(one);
  };

  const onDocument = (document: DocumentInfo): void => {
    if (document.top && recording && !documents.has(document.key) && !(keeps ?? keepsLog()))
      startAnew(document);
    documents.set(document.key, document);
    hear({ type: 'document', document });
  };

  const start = (progress: Progress): void => {
    offered = { panel: '', parked: 0, heard: 0, bytes: 0, rounds: 0 };
    documents = new Map(progress.documents.map((key) => [key, documents.get(key) ?? null]));
    ({ recording } = progress);
    reception = createReception(
      openLink,
      {
        onDocument,
        onEvents(key, events) {
          // Not taken: the document keeps it, counts what it cannot, and the panel gets both.
          if (bytes > HAND_OVER_BYTES) return false;
          hear({ type: 'events', key, events });
          return true;
        },
        onLost: (key) => hear({ type: 'lost', key, time: Date.now() }),
      },
      { recording, seen: progress.seen },
    );
  };

  // Not before: a panel may be reloaded in the middle of it.
  const forget = (panel: string): void => {
    if (offered.panel !== panel || reception) return;
    parked = [];
    heard = [];
    bytes = 0;
  };

  const give = (panel: string): void => {
    if (offered.panel !== panel) offered = { panel, parked: 0, heard: 0, bytes: 0, rounds: 0 };
    const ahead = parked.slice(offered.parked);
    const rest = heard.slice(offered.heard);
    for (const piece of ahead) channel.post({ type: 'parked', panel, piece });
    for (const piece of inPieces(rest)) channel.post({ type: 'heard', panel, heard: piece });
    const much = ahead.length > 0 || bytes - offered.bytes > PIECE_BYTES;
    offered = { panel, parked: parked.length, heard: heard.length, bytes, rounds: offered.rounds + 1 };
    // While a panel reads so much, more happens; the last look is a short one, for nobody records meanwhile.
    if (much && offered.rounds < ROUNDS) return channel.post({ type: 'more', panel });
    reception?.close();
    seen = [...(reception?.seen ?? seen)];
    reception = null;
    channel.post({ type: 'given', panel, seen, documents: [...documents.keys()], recording });
  };

  channel.listen((data) => {
    if (data.type === 'take') give(data.panel);
    else if (data.type === 'took') forget(data.panel);
    else if (data.type === 'parking') parked.push(data.piece);
    else if (data.type === 'park') {
      reception?.close();
      keeps = data.keepsLog;
      start(data);
    }
  });

  start({ seen: [], documents: [], recording: true });
}

function* inPieces(heard: readonly Heard[]): Generator<Heard[]> {
  let piece: Heard[] = [];
  let weight = 0;
  for (const one of heard) {
    const more = weigh(one);
    if (piece.length > 0 && weight + more > PIECE_BYTES) {
      yield piece;
      piece = [];
      weight = 0;
    }
    piece.push(one);
    weight += more;
  }
  if (piece.length > 0) yield piece;
}
