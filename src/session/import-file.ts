import { crc32 } from './crc32.ts';
import { type FileProblem, FileReadError } from './file-problem.ts';
import { HarReader } from './read-har.ts';
import { type FileReader, JsonLinesReader, type ReadResult } from './read-jsonl.ts';
import type { Session } from './session.ts';
import { type FileKind, SNIFF_BYTES, sniff } from './sniff.ts';
import { UnpackBudget, unpack } from './unpack.ts';
import { locate, readZipDirectory, type Sliceable, type ZipEntry } from './zip-directory.ts';

/** A `File`, or anything like one. */
export interface ImportSource extends Sliceable {
  readonly name: string;
}

export interface ImportOptions {
  signal?: AbortSignal;
  /** makes the ids of the sessions; random by default */
  newId?: () => string;
  /** Hears of each session as it begins to grow: its full chunks may be taken away at every step. */
  onSession?: (session: Session) => void;
}

/** Bytes of the file as it lies on disk, packed or not. */
export interface ImportProgress {
  read: number;
  total: number;
}

type Steps<T> = AsyncGenerator<ImportProgress, T, void>;

/** The file is read in pieces of this size. */
export const READ_BYTES = 256 * 1024;
/** Where no entry of a zip is called .har, .jsonl or .json, this many are looked into. */
export const MAX_ENTRIES_TRIED = 64;

/**
 * Reads the sessions of a file: our own or HAR, plain or with gzip, or a zip with either in it, told apart by content.
 * It never throws for what is in the file: that is in the problems. Yields where it stands, so that whoever pulls can
 * show it.
 * @throws the reason of `signal` when that is aborted
 */
export function importFile(source: ImportSource, options: ImportOptions = {}): Steps<ReadResult> {
  return new FileImport(source, options).run();
}

/** {@link importFile} for whoever wants its end only. */
export async function importWhole(
  source: ImportSource,
  options: ImportOptions & { onProgress?: (progress: ImportProgress) => void } = {},
): Promise<ReadResult> {
  const steps = importFile(source, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
    options.onProgress?.(value);
  }
}

/** After this nothing more is read of a file. */
const isTooLarge = ({ code }: FileProblem): boolean => code === 'UNPACKED_TOO_LARGE';

class FileImport {
  #source: ImportSource;
  #signal: AbortSignal | undefined;
  #newId: () => string;
  #onSession: ((session: Session) => void) | undefined;
  #budget: UnpackBudget;
  #read = 0;
  #told = 0;

  constructor(source: ImportSource, { signal, newId, onSession }: ImportOptions) {
    this.#source = source;
    this.#budget = new UnpackBudget(source.size);
    this.#signal = signal;
    this.#newId = newId ?? (() => crypto.randomUUID());
    this.#onSession = onSession;
  }

  async *run(): Steps<ReadResult> {
    const { name, size } = this.#source;
    if (size === 0) return failed('EMPTY_FILE', 'This file is empty.');
    try {
      const [first, second] = new Uint8Array(await this.#slice(0, 4));
      if (first === 0x50 && second === 0x4b) return yield* this.#zip(await readZipDirectory(this.#source));
      const plain = this.#pieces(0, size);
      const isGzip = first === 0x1f && second === 0x8b;
      return yield* this.#session(isGzip ? unpack(plain, 'gzip', this.#budget) : plain, name);
    } catch (error) {
      if (error instanceof FileReadError) return failed(error.code, error.message);
      throw error;
    }
  }

  async *#zip(entries: ZipEntry[]): Steps<ReadResult> {
    const found: ReadResult = { sessions: [], problems: [] };
    const names: string[] = [];
    for (const entry of candidates(entries)) {
      const { sessions, problems } = yield* this.#session(this.#unzip(entry), this.#source.name, entries);
      for (const session of sessions) names[found.sessions.push(session) - 1] = entry.name;
      for (const problem of problems)
        found.problems.push({ ...problem, where: [entry.name, problem.where].filter(Boolean).join(': ') });
      if (problems.some(isTooLarge)) break;
    }
    if (found.sessions.length > 1)
      for (const [index, session] of found.sessions.entries()) session.name += ` › ${names[index]}`;
    // Of the many things in an archive most are no sessions, and nobody said they were.
    const ofSessions = found.problems.filter(({ code }) => code !== 'NOT_A_SESSION');
    if (found.sessions.length > 0 || ofSessions.length > 0) return { ...found, problems: ofSessions };
    return failed('NOT_A_SESSION', `This zip (${entries.length} entries) has no session and no HAR in it.`);
  }

  /** Reads one session file from its unpacked bytes; `entries` are those of the zip around it. */
  async *#session(
    bytes: AsyncIterable<Uint8Array>,
    name: string,
    entries: ZipEntry[] = [],
  ): Steps<ReadResult> {
    let reader: FileReader | null = null;
    let head: Uint8Array = new Uint8Array();
    const stops: FileProblem[] = [];
    try {
      for await (const piece of bytes) {
        if (reader) reader.push(piece);
        else {
          head = joined(head, piece);
          if (head.length >= SNIFF_BYTES) {
            reader = this.#reader(head, name);
            reader.push(head);
          }
        }
        yield* this.#tell();
      }
    } catch (error) {
      stops.push(asProblem(error, ''));
    }
    try {
      if (!reader) {
        reader = this.#reader(head, name);
        reader.push(head);
      }
      if (reader instanceof HarReader) stops.push(...(yield* this.#attachments(reader, entries)));
    } catch (error) {
      stops.push(asProblem(error, ''));
    }
    const { sessions, problems } = reader?.end() ?? { sessions: [], problems: [] };
    // What stopped the reading says more than that nothing was found, or what kind of file it was not.
    const isExplained = sessions.length === 0 && stops.length > 0;
    return { sessions, problems: isExplained ? stops.slice(0, 1) : [...problems, ...stops] };
  }

  /** @throws FileReadError for what is no session by its beginning */
  #reader(head: Uint8Array, name: string): FileReader {
    const options = { newId: this.#newId, name, onSession: this.#onSession };
    const kind = sniff(head);
    if (kind === 'json-lines') return new JsonLinesReader(options);
    if (kind === 'json') return new HarReader(options);
    throw new FileReadError('NOT_A_SESSION', NO_SESSION[kind]);
  }

  /** Messages that a HAR keeps in other entries of its zip. An entry's name is compared, and used for nothing else. */
  async *#attachments(reader: HarReader, entries: ZipEntry[]): Steps<FileProblem[]> {
    const problems: FileProblem[] = [];
    for (const file of reader.attachments()) {
      const entry = entries.find(({ name }) => name === file || name.endsWith(`/${file}`));
      if (!entry) continue;
      const lines = reader.attach(file);
      try {
        for await (const piece of this.#unzip(entry)) {
          lines.push(piece);
          yield* this.#tell();
        }
      } catch (error) {
        problems.push(asProblem(error, file));
      }
      lines.end();
      if (problems.some(isTooLarge)) break;
    }
    return problems;
  }

  async *#unzip(entry: ZipEntry): AsyncGenerator<Uint8Array, void> {
    const { method, isEncrypted } = entry;
    if (isEncrypted || (method !== 0 && method !== 8))
      throw new FileReadError(
        'ARCHIVE_UNSUPPORTED',
        isEncrypted
          ? 'This entry is encrypted.'
          : `This entry is packed by a method (${method}) that is not read here.`,
      );
    const { start, end } = await locate(this.#source, entry);
    const packed = this.#pieces(start, end);
    let crc = 0;
    const bytes = method === 8 ? unpack(packed, 'deflate-raw', this.#budget) : this.#stored(packed);
    for await (const piece of bytes) {
      crc = crc32(piece, crc);
      yield piece;
    }
    if (crc !== entry.crc)
      throw new FileReadError(
        'ARCHIVE_DAMAGED',
        'This entry is damaged: its checksum is not that of what was read.',
      );
  }

  /** Entries may lie over one another, and be read many times. */
  async *#stored(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const piece of pieces) {
      this.#budget.in(piece.length);
      this.#budget.out(piece.length);
      yield piece;
    }
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array, void> {
    for (let at = start; at < end; at += READ_BYTES) {
      this.#signal?.throwIfAborted();
      const piece = new Uint8Array(await this.#slice(at, Math.min(end, at + READ_BYTES)));
      this.#signal?.throwIfAborted();
      this.#read += piece.length;
      yield piece;
    }
  }

  async #slice(start: number, end: number): Promise<ArrayBuffer> {
    try {
      return await this.#source.slice(start, end).arrayBuffer();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FileReadError('FILE_UNREADABLE', `The file could not be read further: ${reason}`);
    }
  }

  *#tell(): Generator<ImportProgress, void> {
    if (this.#read === this.#told) return;
    this.#told = this.#read;
    yield { read: Math.min(this.#read, this.#source.size), total: this.#source.size };
  }
}

const NO_SESSION: Record<Exclude<FileKind, 'json' | 'json-lines'>, string> = {
  messages:
    'These are the messages of one socket, as Playwright keeps them beside a HAR. Import the archive (.zip) that has both.',
  'utf-16':
    'This file is in UTF-16; sessions and HAR files are in UTF-8. Save it as UTF-8 and import it again.',
  other: 'This is neither a Framereel session (JSON Lines) nor a HAR, nor an archive (.gz, .zip) of one.',
};

/** The entries that may be sessions, by their names; where none is called so, the first ones. */
function candidates(entries: ZipEntry[]): ZipEntry[] {
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  for (const named of [/\.har$/i, /\.jsonl?$/i]) {
    const found = files.filter(({ name }) => named.test(name));
    if (found.length > 0) return found;
  }
  return files.slice(0, MAX_ENTRIES_TRIED);
}

/** @throws `error` itself where it is not about the file */
function asProblem(error: unknown, where: string): FileProblem {
  if (error instanceof FileReadError) return { code: error.code, message: error.message, where };
  throw error;
}

function failed(code: FileProblem['code'], message: string): ReadResult {
  return { sessions: [], problems: [{ code, message, where: '' }] };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
