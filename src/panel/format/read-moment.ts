import { fieldOf } from '../../filter/fields.ts';
import { readQuantities } from '../../filter/quantity.ts';

const WALL_CLOCK = /^(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/;

/**
 * A moment as people write it, in milliseconds since the epoch: since the recording began (`1:12.5`, `72.5s`, `900ms`),
 * or by the wall clock where all three parts are there and that moment is in the recording (`12:01:12`). Null for
 * anything else.
 *
 * @param started when the recording began, and `ended` its last moment; milliseconds since the epoch
 */
export function readMoment(text: string, started: number, ended: number): number | null {
  const written = text.trim();
  const clock = WALL_CLOCK.exec(written);
  if (clock) {
    const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3])];
    for (let day = new Date(started); day.getTime() <= ended + 86_400_000; day.setDate(day.getDate() + 1)) {
      const moment = new Date(day).setHours(hours, minutes, 0, Math.round(seconds * 1000));
      if (moment >= started - 1000 && moment <= ended + 1000) return moment;
    }
  }
  const field = fieldOf('time');
  if (field?.kind !== 'number' || /[.]{2}|[,<>=]/.test(written)) return null;
  const read = readQuantities(field, written, 0);
  const [range] = read.ok ? read.value : [];
  return range?.from === undefined || range.from === null ? null : started + range.from;
}
