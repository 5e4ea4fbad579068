import type { Counts } from '../store/store.ts';
import { counted, formatCount } from './count.ts';
import { formatSize } from './size.ts';

export interface StatusText {
  /** `1,204 of 98,330 frames · 3 connections · 12.4 MB` */
  text: string;
  /** `312 missing`, '' where none are */
  missing: string;
}

export const statusText = ({ shown, frames, connections, bytes, missing }: Counts): StatusText => ({
  text: `${formatCount(shown)} of ${formatCount(frames)} frames · ${counted(connections, 'connection')} · ${formatSize(bytes)}`,
  missing: missing > 0 ? `${formatCount(missing)} missing` : '',
});

export const isSameStatus = (one: StatusText, other: StatusText): boolean =>
  one.text === other.text && one.missing === other.missing;
