import { formatJson, formatRange, formatTerm } from '../../filter/format.ts';
import type { Session } from '../../session/session.ts';
import { jsonColumn } from '../columns/column.ts';
import { jsonCell } from '../columns/json-cell.ts';
import { formatSize } from '../format/size.ts';
import { formatElapsed } from '../format/time.ts';
import { FrameView } from '../store/subject.ts';

/** A condition that a frame suggests. */
export interface SuggestedTerm {
  label: string;
  term: string;
}

/** Payloads up to so many characters can be asked for as they are. */
const LONGEST_PHRASE = 80;

type Suggest = (view: FrameView) => SuggestedTerm[];

/** By column, what its value suggests. */
const SUGGESTIONS: Record<string, Suggest> = {
  name({ name }) {
    if (name === '') return [];
    const term = formatTerm('event', name, { exact: true });
    return [
      { label: 'Show only this name', term },
      { label: 'Hide this name', term: `-${term}` },
    ];
  },
  connection({ connection, protocol }) {
    const terms = [{ label: `Show only connection ${connection}`, term: formatTerm('conn', connection) }];
    if (protocol !== '')
      terms.push({
        label: `Show only subprotocol ${protocol}`,
        term: formatTerm('protocol', protocol, { exact: true }),
      });
    return terms;
  },
  direction: ({ direction }) => [
    {
      label: direction === 'sent' ? 'Show only sent frames' : 'Show only received frames',
      term: formatTerm('dir', direction === 'sent' ? 'out' : 'in'),
    },
  ],
  type({ isBinary }) {
    const type = isBinary ? 'binary' : 'text';
    return [{ label: `Show only ${type} frames`, term: formatTerm('type', type) }];
  },
  size: ({ size }) => [
    { label: `Show only frames of ${formatSize(size)}`, term: formatTerm('size', size) },
    { label: `Show only frames of ${formatSize(size)} or more`, term: formatRange('size', size, null) },
  ],
  time: ({ time }) => [
    { label: `Show only from ${formatElapsed(time)} on`, term: formatRange('time', Math.floor(time), null) },
    { label: `Show only up to ${formatElapsed(time)}`, term: formatRange('time', null, Math.ceil(time)) },
  ],
  data({ text, isBinary }) {
    if (isBinary || text === null || text === '' || text.length > LONGEST_PHRASE) return [];
    return [{ label: 'Show only frames with this text', term: formatTerm('text', text) }];
  },
};

/** In turn; what a column suggests that is not pointed at comes after these. */
const ALWAYS = ['name', 'connection', 'direction', 'type'];

/**
 * What one may want to see more of, or less, by looking at a frame: first what the cell in `column` suggests; all where
 * it is null.
 */
export function suggestedTerms(session: Session, frame: number, column: string | null): SuggestedTerm[] {
  const view = new FrameView(session).at(frame);
  const others = column === null ? [...ALWAYS, 'size', 'time', 'data'] : ALWAYS;
  const own = column === null ? [] : (SUGGESTIONS[column]?.(view) ?? jsonTerms(view, column));
  return [...own, ...others.filter((one) => one !== column).flatMap((one) => SUGGESTIONS[one]?.(view) ?? [])];
}

function jsonTerms(view: FrameView, id: string): SuggestedTerm[] {
  const column = id.startsWith('json:') ? jsonColumn(id) : null;
  if (!column?.path) return [];
  const cell = jsonCell(view, column.path);
  const terms = [{ label: `Show only frames with ${column.title}`, term: `json:${column.title}` }];
  if (cell?.is !== 'leaf') return terms;
  const term = `json:${column.title}${formatJson(['x'], cell.leaf).slice('json:x'.length)}`;
  return [
    { label: `Show only this ${column.title}`, term },
    { label: `Hide this ${column.title}`, term: `-${term}` },
    ...terms,
  ];
}
