import type { CaptureEvent } from '../../protocol/event.ts';
import type { Heard } from '../../protocol/hand-over.ts';
import { record, recordDocument, recordLost } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';

/**
 * The one place where something that happened in a page changes state.
 *
 * @param watch hears every event after it took effect: replays and commands wait for theirs
 */
export function apply(
  session: Session,
  heard: Heard,
  watch: (key: string, event: CaptureEvent) => void,
): void {
  switch (heard.type) {
    case 'document':
      recordDocument(session, heard.document);
      return;
    case 'lost':
      recordLost(session, heard.key, heard.time);
      return;
    case 'events':
      for (const event of heard.events) {
        record(session, heard.key, event);
        watch(heard.key, event);
      }
  }
}
