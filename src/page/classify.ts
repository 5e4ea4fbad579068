import type { Payload, Shape } from '../protocol/payload.ts';
import {
  blobSize,
  bufferSize,
  copyBuffer,
  copyView,
  isView,
  typedArrayName,
  viewSize,
} from './primordials.ts';

/** What a message is made of: found by brand, so that a lying `toStringTag` or another realm makes no difference. */
export interface Message {
  shape: Shape;
  /** bytes; -1 for text, which is measured where it costs the page nothing */
  size: number;
  data: string | Blob | ArrayBuffer | ArrayBufferView;
}

/** A brand is tested by an accessor that throws for all others; what came last is likely to come again. */
let blobsFirst = false;

/** Classifies what `send()` was given or a message event holds; null for what is none of the four kinds. */
export function classify(data: unknown): Message | null {
  if (typeof data === 'string') return { shape: 'string', size: -1, data };
  if (typeof data !== 'object' || data === null) return null;
  if (isView(data)) return { shape: typedArrayName(data) ?? 'DataView', size: viewSize(data), data };
  const first = blobsFirst ? asBlob(data) : asBuffer(data);
  if (first !== null) return first;
  const second = blobsFirst ? asBuffer(data) : asBlob(data);
  if (second !== null) blobsFirst = !blobsFirst;
  return second;
}

function asBuffer(data: object): Message | null {
  try {
    return { shape: 'ArrayBuffer', size: bufferSize(data as ArrayBuffer), data: data as ArrayBuffer };
  } catch {
    return null;
  }
}

function asBlob(data: object): Message | null {
  try {
    return { shape: 'Blob', size: blobSize(data as Blob), data: data as Blob };
  } catch {
    return null;
  }
}

/** The bytes of a message that is neither text nor Blob; in `spare`, where that is large enough. */
export const copyOf = ({ shape, size, data }: Message, spare: ArrayBuffer | null = null): Payload =>
  shape === 'ArrayBuffer'
    ? copyBuffer(data as ArrayBuffer, 0, size, spare)
    : copyView(data as ArrayBufferView, spare);
