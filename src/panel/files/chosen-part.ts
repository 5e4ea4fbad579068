import type { ExportScope } from '../../session/export-scope.ts';
import type { Session } from '../../session/session.ts';
import type { ExportPart, FilePorts } from '../store/files.ts';

/** What is to be written. */
export interface ChosenPart {
  session: Session;
  /** null while the filter has not looked at all frames that there were: then it is what {@link shownScope} says when it has */
  scope: ExportScope | null;
}

/** What `part` of the active session means at this moment. */
export function choosePart(ports: FilePorts, part: ExportPart): ChosenPart {
  const session = ports.library.active.peek();
  return { session, scope: scopeOf(ports, session, part) };
}

function scopeOf({ selection, rows }: FilePorts, session: Session, part: ExportPart): ExportScope | null {
  if (part === 'all') return {};
  if (part === 'selected') return { frames: [...selection.chosen()] };
  if (part === 'shown') return hasLookedAt(rows, session.frames.length) ? shownScope(rows, session) : null;
  const scope = selection.scope.peek();
  return scope === 'all' ? {} : { connections: [...scope] };
}

/** Whether the filter has decided so many frames of the active session, or will not. */
export const hasLookedAt = ({ scanned, isGivenUp }: FilePorts['rows'], frames: number): boolean =>
  scanned.value >= frames || isGivenUp.value;

/** The frames of the active session that the table shows. */
export function shownScope(rows: FilePorts['rows'], session: Session): ExportScope {
  const isShown = new Uint8Array(session.frames.length);
  for (let row = 0; row < rows.length; row++) isShown[rows.frameAt(row)] = 1;
  return { frames: (frame) => isShown[frame] === 1 };
}
