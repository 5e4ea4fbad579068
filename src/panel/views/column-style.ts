import type { Session } from '../../session/session.ts';
import { type ColumnChoice, divide, isShown, leftOut } from '../columns/column-choice.ts';
import { columnWidths } from '../frames/column-widths.ts';

/** Class names and properties by which the style sheet divides the frame table's rows. */
export function columnStyle(choice: ColumnChoice, session: Session) {
  const { time, connection } = columnWidths(session);
  const [wide, narrow] = [divide(choice, false), divide(choice, true)];
  const dropped = leftOut(choice).map((id) => `may-drop-${id}`);
  return {
    names: [...dropped, isShown(choice, 'type') ? '' : 'no-type'].join(' '),
    style: {
      '--time-w': `${time}px`,
      '--connection-w': `${connection}px`,
      '--cols-wide': wide.template,
      '--cols-narrow': narrow.template,
      '--least-wide': `${wide.least}px`,
      '--least-narrow': `${narrow.least}px`,
    },
  };
}
