/**
 * What a frame carried: text as a string, binary as its bytes. RFC 6455 section 5.6 knows only these two;
 * how the page handed binary over or asked for it is the frame's {@link Shape}.
 */
export type Payload = string | ArrayBuffer;

/** The JavaScript type the page saw or gave: `string`, `ArrayBuffer`, `Blob`, `DataView` or a typed array's name. */
export type Shape = string;

/**
 * Why a frame has no payload although its size is known.
 * - `not-kept`: it came while nobody recorded and was too large to keep
 * - `budget`: the panel was too slow and the memory set aside for waiting frames was used up
 * - `unreadable`: its Blob could not be read
 * - `left`: the page left before its Blob was read
 * - `stopped`: recording was stopped before its Blob was read
 * - `absent`: the imported file has no data for it
 * - `disk`: it had left memory for the disk, and could not be read back
 */
export const OMITTED_REASONS = [
  'not-kept',
  'budget',
  'unreadable',
  'left',
  'absent',
  'disk',
  'stopped',
] as const;

export type OmittedReason = (typeof OMITTED_REASONS)[number];

/** Why whole frames are missing: counted, never listed. */
export type GapReason =
  /** they left the bounded history that is kept while nobody records */
  | 'history'
  /** the panel was too slow and the memory for waiting frames was used up */
  | 'budget'
  /** the page left (navigation, crash) before they were handed over */
  | 'left'
  /** whoever saved the file chose not to include them */
  | 'left-out'
  /** the recording's own sequence numbers jump and nothing says why */
  | 'unknown';
