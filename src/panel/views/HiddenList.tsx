import { counted, formatCount } from '../format/count.ts';
import { previewPayload } from '../format/preview.ts';
import type { HidingPreview, PreviewState } from '../hiding/preview.ts';
import type { HidingReport } from '../hiding/search.ts';
import { Scroller } from './Scroller.tsx';

/** What will be hidden, as far as it was looked for. */
export function HiddenList({ preview }: { preview: HidingPreview | null }) {
  const state = preview?.state.value ?? 'looking';
  const report = preview?.report.value ?? null;
  return (
    <section class="found">
      <div class="head">
        <h3>What will be hidden</h3>
        <span class={`clip ${state === 'slow' ? 'error' : 'dim'}`} role="status">
          {sentence(state, report)}
        </span>
        {state === 'looking' && report && (
          <>
            <progress
              aria-label="Looking for what to hide"
              max={1}
              value={report.frames > 0 ? report.looked / report.frames : 1}
            />
            <button type="button" class="btn" onClick={() => preview?.stop()}>
              Stop looking
            </button>
          </>
        )}
      </div>
      <Scroller class="list" label="Values">
        <table aria-label="What will be hidden">
          <thead>
            <tr>
              <th>Where</th>
              <th>Value</th>
              <th>Becomes</th>
              <th class="number">Times</th>
            </tr>
          </thead>
          <tbody>
            {report?.hidden.map(({ kind, value, placeholder, times }) => (
              <tr key={`${placeholder} ${kind}`}>
                <td>
                  <bdi>{inOneLine(kind)}</bdi>
                </td>
                <td class="data">
                  <bdi>{inOneLine(value)}</bdi>
                </td>
                <td class="data">{placeholder}</td>
                <td class="number">{formatCount(times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </section>
  );
}

const inOneLine = (text: string): string => previewPayload(text, null).text;

function sentence(state: PreviewState, report: HidingReport | null): string {
  if (state === 'slow')
    return 'A regular expression takes too long on a message of this session. Change it to go on.';
  if (!report) return state === 'stopped' ? 'Not looked for.' : 'Looking…';
  const { count, hidden, looked, frames, binary } = report;
  const parts = [
    count.hidden === 0
      ? 'Nothing'
      : `${counted(count.hidden, 'value')}, ${counted(count.times, 'time')}${count.hidden > hidden.length ? `; the first ${formatCount(hidden.length)} are listed` : ''}`,
  ];
  if (state === 'stopped')
    parts.push(`looked through ${formatCount(looked)} of ${counted(frames, 'frame')} only`);
  if (binary > 0)
    parts.push(`${counted(binary, 'binary frame')} ${binary === 1 ? 'is' : 'are'} not looked through`);
  return `${parts.join('. ').replace(/\. (\w)/g, (_, first: string) => `. ${first.toUpperCase()}`)}.`;
}
