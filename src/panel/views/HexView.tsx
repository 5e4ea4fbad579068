import './HexView.css';
import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { toHex } from '../../base/bytes.ts';
import { type ByteRange, byteForKey, firstOf, lastOf, movedTo } from '../bytes/byte-range.ts';
import {
  byteAtColumn,
  bytesPerRow,
  type HexRow,
  hexColumn,
  hexRow,
  hexRowCount,
  offsetDigits,
} from '../bytes/hex-rows.ts';
import { readOffset } from '../bytes/values-at.ts';
import { counted } from '../format/count.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { copyText } from './copy-text.ts';
import { HexValues } from './HexValues.tsx';
import { hasCommand, keyOf } from './keys.ts';
import { Scroller } from './Scroller.tsx';
import { useColumns } from './use-columns.ts';

/** Height of a row in CSS pixels, as the style sheet has it. */
const ROW_HEIGHT = 17;

/** Bytes by offset, in hexadecimal and in ASCII. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
  const range = useSignal<ByteRange | null>(null);
  const { columns, measure } = useColumns();
  const perRow = bytesPerRow(columns, bytes.length);
  const list = useListWindow({ count: hexRowCount(bytes.length, perRow), rowHeight: ROW_HEIGHT });
  const ref = useCallback((element: HTMLElement | null) => {
    measure(element);
    list.ref(element);
  }, []);
  const look = (offset: number | null, isExtending = false): void => {
    range.value = offset === null ? null : movedTo(range.value, offset, isExtending);
    if (offset !== null) list.reveal(Math.floor(offset / perRow));
  };
  const onClick = ({ target, clientX, shiftKey }: MouseEvent): void => {
    const line = target instanceof Element && target.closest<HTMLElement>('.line');
    if (!line || (!shiftKey && getSelection()?.isCollapsed === false)) return;
    const { left, width } = line.getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * (line.textContent?.length ?? 0));
    const byte = byteAtColumn(column, perRow, offsetDigits(bytes.length));
    const offset = byte === null ? null : Number(line.dataset.row) * perRow + byte;
    // Shift has made a selection of text, too, which is not what is meant.
    if (shiftKey) getSelection()?.removeAllRanges();
    look(offset !== null && offset < bytes.length ? offset : null, shiftKey);
  };
  const onOffsetKey = (event: KeyboardEvent): void => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const from = range.value?.at;
    look(from === undefined ? 0 : Math.min(Math.max(from + way, 0), bytes.length - 1));
  };
  const copy = (): boolean => {
    if (range.value === null || getSelection()?.isCollapsed === false) return false;
    void copyText(toHex(bytes.subarray(firstOf(range.value), lastOf(range.value) + 1), ' '));
    return true;
  };
  /** Whether the key does something with the bytes. */
  const press = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return hasCommand(event) && keyOf(event) === 'c' && copy();
    if (range.value === null) {
      if (key !== 'Enter' || bytes.length === 0) return false;
      look(list.first * perRow);
      return true;
    }
    if (key === 'Escape') {
      look(null);
      return true;
    }
    const to = byteForKey(key, range.value.at, { bytes: bytes.length, perRow, page: list.page });
    if (to !== null) look(to, shiftKey);
    return to !== null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey && press(event)) event.preventDefault();
  };
  const chosen = range.value;
  const rows = [];
  for (let row = list.first; row < list.end; row++) {
    const { offset, hex, ascii } = hexRow(bytes, row, perRow);
    rows.push(
      <div key={row} class="line" data-row={row}>
        <span class="off">{offset}</span>
        {'  '}
        <Bytes hex={hex} ascii={ascii} {...inRow(chosen, row, perRow)} />
      </div>,
    );
  }
  return (
    <>
      <div class="decoder">
        <span class="step">{counted(bytes.length, 'byte')}</span>
        {chosen && chosen.anchor !== chosen.at && (
          <span aria-live="polite">{counted(lastOf(chosen) - firstOf(chosen) + 1, 'byte')} selected</span>
        )}
        <span class="spring" />
        <label class="check">
          Offset
          <input
            class="field data offset"
            placeholder="0x1a"
            disabled={bytes.length === 0}
            value={chosen === null ? '' : `0x${firstOf(chosen).toString(16)}`}
            onChange={(event) => look(readOffset(event.currentTarget.value, bytes.length))}
            onKeyDown={onOffsetKey}
          />
        </label>
      </div>
      {bytes.length === 0 && <p class="none">The message is empty.</p>}
      <Scroller label="Bytes" class="hex" scrollRef={ref} hidden={bytes.length === 0} onKeyDown={onKeyDown}>
        <div class="runway" style={list.runway}>
          <div class="inview" style={list.pane}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: keys are the scroller's */}
            <div style={list.offset} onClick={onClick}>
              {rows}
            </div>
          </div>
        </div>
      </Scroller>
      {chosen !== null && <HexValues bytes={bytes} at={firstOf(chosen)} />}
    </>
  );
}

/** Which bytes of a row are chosen: from the first to, not including, `end`; the same where none is. */
function inRow(range: ByteRange | null, row: number, perRow: number): { first: number; end: number } {
  if (range === null) return { first: 0, end: 0 };
  const within = (byte: number): number => Math.min(Math.max(byte - row * perRow, 0), perRow);
  return { first: within(firstOf(range)), end: within(lastOf(range) + 1) };
}

interface BytesProps extends Pick<HexRow, 'hex' | 'ascii'> {
  first: number;
  end: number;
}

/** The digits and characters of a row, with those marked that are chosen. */
function Bytes({ hex, ascii, first, end }: BytesProps) {
  const isMarked = end > first;
  const [from, to] = isMarked ? [hexColumn(first), hexColumn(end - 1) + 2] : [0, 0];
  let at = 0;
  const characters = ascii.flatMap(({ text, isDot }, index) => {
    const start = at;
    at += text.length;
    const cut = (byte: number): number => Math.min(Math.max(byte - start, 0), text.length);
    const [low, high] = isMarked ? [cut(first), cut(end)] : [0, 0];
    return (
      <span key={index} class={isDot ? 'dot' : undefined}>
        {text.slice(0, low)}
        {high > low && <mark>{text.slice(low, high)}</mark>}
        {text.slice(high)}
      </span>
    );
  });
  return (
    <>
      {hex.slice(0, from)}
      {isMarked && <mark>{hex.slice(from, to)}</mark>}
      {hex.slice(to)}
      {'  '}
      <span class="asc">{characters}</span>
    </>
  );
}
