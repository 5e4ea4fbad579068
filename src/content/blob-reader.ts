/** Blobs being read at once at most. */
export const READS = 16;

interface Waiting {
  blob: Blob;
  done: (bytes: ArrayBuffer | null) => void;
}

/** Reads a page's Blobs, a few at a time and only while there is room: as long as they wait they cost nothing. */
export interface BlobReader {
  /** `done` gets null where the browser cannot read it. */
  read(blob: Blob, done: Waiting['done']): void;
  /** There may be room again. */
  next(): void;
}

export function createBlobReader(hasRoom: () => boolean): BlobReader {
  const waiting: Waiting[] = [];
  let reading = 0;

  const next = (): void => {
    while (reading < READS && hasRoom()) {
      const first = waiting.shift();
      if (!first) return;
      const end = (bytes: ArrayBuffer | null): void => {
        reading--;
        first.done(bytes);
        next();
      };
      reading++;
      const reader = new FileReader();
      reader.onload = () => end(reader.result as ArrayBuffer);
      reader.onerror = () => end(null);
      try {
        reader.readAsArrayBuffer(first.blob);
      } catch {
        end(null);
      }
    }
  };

  return {
    read(blob, done) {
      waiting.push({ blob, done });
      next();
    },
    next,
  };
}
