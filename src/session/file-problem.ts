/** Why something in a file could not be read as it should. Each code has one meaning; the sentence says the rest. */
export type FileProblemCode =
  /** nothing in it is a session, a HAR or an archive of one */
  | 'NOT_A_SESSION'
  | 'EMPTY_FILE'
  /** the browser could not read the file (moved, changed or no permission) */
  | 'FILE_UNREADABLE'
  /** written by a newer Framereel */
  | 'SESSION_VERSION'
  /** the header line is damaged: read as the current version */
  | 'HEADER_DAMAGED'
  /** a line that is not a JSON object */
  | 'LINE_DAMAGED'
  /** a line of a type this version does not know */
  | 'LINE_UNKNOWN'
  | 'LINE_TOO_LONG'
  /** bytes that are not UTF-8 became U+FFFD */
  | 'NOT_UTF8'
  /** a field has the wrong type or is out of range */
  | 'FIELD_INVALID'
  /** a field that should be there is not */
  | 'FIELD_MISSING'
  /** a frame, or a gap, that its connection has already passed */
  | 'OUT_OF_ORDER'
  /** the opening of a connection is not in the file */
  | 'CONNECTION_UNKNOWN'
  | 'CONNECTION_REPEATED'
  /** a payload is not base64, or not text: the frame is kept without it */
  | 'PAYLOAD_DAMAGED'
  /** a payload is not in the file: the frame is kept without it */
  | 'PAYLOAD_ABSENT'
  /** the file ends too early */
  | 'CUT_SHORT'
  /** the file promises another number of things than it has */
  | 'COUNT_DIFFERS'
  /** brackets, commas or quotes are wrong in a JSON document */
  | 'JSON_DAMAGED'
  | 'VALUE_TOO_LARGE'
  | 'HAR_WITHOUT_SOCKETS'
  /** a HAR that lists sockets but not one message */
  | 'HAR_WITHOUT_MESSAGES'
  /** a message of a HAR that is no frame: a ping, a close, an unknown type */
  | 'MESSAGE_NOT_KEPT'
  /** relative times, and nothing says relative to what */
  | 'UNDATED'
  /** messages without times */
  | 'UNTIMED'
  /** a HAR names another file for its messages, and it is not here */
  | 'ATTACHMENT_MISSING'
  | 'ARCHIVE_DAMAGED'
  | 'ARCHIVE_UNSUPPORTED'
  /** unpacking was stopped at a limit */
  | 'UNPACKED_TOO_LARGE'
  /** there are more problems than are listed */
  | 'MORE_PROBLEMS';

export interface FileProblem {
  code: FileProblemCode;
  /** a sentence for a human */
  message: string;
  /** `line 12`, a JSON path such as `$.log.entries[3]`, in an archive after the entry's name; '' for the whole file */
  where: string;
  /** frames that are in the file and not in the session because of it; absent where none, or unknown */
  frames?: number;
}

/** Why a file could not be read further: what came before may have been read. */
export class FileReadError extends Error {
  constructor(
    readonly code: FileProblemCode,
    message: string,
  ) {
    super(message);
    this.name = 'FileReadError';
  }
}

/** Problems beyond this many are counted, not listed. */
export const MAX_PROBLEMS = 1_000;

/** Collects the problems of one file. */
export class ProblemList {
  #problems: FileProblem[] = [];
  #more = 0;
  #moreFrames = 0;

  /** `frames`: how many frames are lost by it, where that is known. */
  add(code: FileProblemCode, where: string, message: string, frames = 0): void {
    if (this.#problems.length < MAX_PROBLEMS)
      this.#problems.push(frames ? { code, message, where, frames } : { code, message, where });
    else {
      this.#more++;
      this.#moreFrames += frames;
    }
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** All problems in the order they were met; the last one counts those that are not listed. */
  list(): FileProblem[] {
    if (this.#more === 0) return [...this.#problems];
    const message = `${this.#more} more problems are not listed.`;
    const last: FileProblem = { code: 'MORE_PROBLEMS', message, where: '' };
    if (this.#moreFrames) last.frames = this.#moreFrames;
    return [...this.#problems, last];
  }
}
