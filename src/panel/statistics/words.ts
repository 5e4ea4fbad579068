import { formatRange, formatTerm } from '../../filter/format.ts';
import { counted, formatCount } from '../format/count.ts';
import { formatSize } from '../format/size.ts';
import { formatDuration } from '../format/time.ts';
import type { PairKind } from './pairing.ts';
import type { SizeStep } from './size-steps.ts';
import type { Tally } from './tally.ts';

/** `1,204 frames of 3 connections in 28.2 s`. */
export function sayScope({ frames, connections, traffic }: Tally): string {
  const of = `${counted(frames, 'frame')} of ${counted(connections.size, 'connection')}`;
  return frames < 2 ? of : `${of} in ${formatDuration(traffic.last - traffic.first)}`;
}

/** How often a second: `0.25`, `3.8`, `1,204`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 99.5) return formatCount(perSecond);
  return perSecond === 0 ? '0' : Number(perSecond.toPrecision(2)).toString();
}

/** Bytes that need not be whole: `96 B`, `2.1 kB`. */
export const formatBytes = (bytes: number): string =>
  bytes < 99.5 && !Number.isInteger(bytes) ? `${formatRate(bytes)} B` : formatSize(Math.round(bytes));

/** `busiest second`; where intervals are longer than that, as long as they are. */
export const busiest = (milliseconds: number): string =>
  milliseconds === 1_000 ? 'busiest second' : `busiest ${formatDuration(milliseconds)}`;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `empty`, `1 B`, `20–49 B`; from 1,000 on up to but not including the end: `1–2 kB`, `500 kB–1 MB`. */
export function stepLabel({ from, to }: SizeStep): string {
  if (to === 0) return 'empty';
  if (from === to) return `${from} B`;
  if (from < 1_000) return `${from}–${to} B`;
  const [low, lowUnit] = inUnits(from);
  if (to === Number.POSITIVE_INFINITY) return `${low} ${lowUnit} and more`;
  const [high, highUnit] = inUnits(to + 1);
  return lowUnit === highUnit ? `${low}–${high} ${highUnit}` : `${low} ${lowUnit}–${high} ${highUnit}`;
}

function inUnits(bytes: number): [value: number, unit: string] {
  const power = Math.floor(Math.log10(bytes) / 3 + 1e-9);
  return [Math.round(bytes / 1_000 ** power), UNITS[power] ?? ''];
}

/** The filter's term for what a row counts. */
export const stepTerm = ({ from, to }: SizeStep): string =>
  from === to
    ? formatTerm('size', from)
    : formatRange('size', from, to === Number.POSITIVE_INFINITY ? null : to);
export const nameTerm = (name: string): string =>
  name === '' ? 'event:""' : formatTerm('event', name, { exact: true });

/** How a reply was recognised. */
export const KIND_WORDS: Record<PairKind, string> = {
  id: 'by id',
  ack: 'by receipt',
  name: 'by name',
};
export const KIND_DETAILS: Record<PairKind, string> = {
  id: 'The reply has the id of the request, in its JSON',
  ack: 'The reply has the number or the receipt that the request asked for: Socket.IO, STOMP',
  name: 'The name of the reply answers that of the request, as pong does ping',
};
