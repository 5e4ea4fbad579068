import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/time.ts';
import type { Report, ReportedConnection, ReportedPayload, ReportedRow } from './report.ts';

/** A page shows so many rows of a connection, and so many characters of a frame; the JSON report has all. */
export const PAGE_ROWS = 2_000;
export const PAGE_TEXT = 2_000;

/** Without script, and with nothing fetched: the page is what is in the file, whatever the frames hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; font: 13px/1.5 system-ui, sans-serif; }
body { max-width: 1200px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 20px; } h2 { font-size: 15px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 8px 0 16px; }
th, td { text-align: left; vertical-align: top; padding: 3px 6px; border: 1px solid #8886; overflow-wrap: anywhere; }
td.data { font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap; unicode-bidi: isolate; }
th.narrow { width: 64px; } th.verdict { width: 130px; }
`;

/** The report as one HTML page that does nothing but be read. */
export function reportPage(report: Report): string {
  const title = `Replay to the ${report.target}, ${report.written}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(summaryOf(report))}</p>
${report.connections.map(connectionPart).join('\n')}
</html>
`;
}

function summaryOf({ state, failure, played, frames, ignored }: Report): string {
  const way = `${formatCount(played)} of ${formatCount(frames)} frames were played.`;
  const end = failure === null ? `State: ${state}.` : `It failed: ${failure}`;
  const fields = ignored.length > 0 ? ` Fields that did not count: ${ignored.join(', ')}.` : '';
  return `${way} ${end}${fields}`;
}

function connectionPart({ url, facts, counts, wait, delay, rows }: ReportedConnection): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const sums = found
    .map(([verdict, count]) => `${formatCount(count)} ${WORDS[verdict] ?? verdict}`)
    .join(', ');
  const shown = rows.slice(0, PAGE_ROWS);
  const more = rows.length - shown.length;
  return `<h2>${escaped(url)}</h2>
<p>${escaped(sums === '' ? 'No frames.' : `${sums}.`)} ${escaped(timing(wait, delay))}</p>
<table><tr><th class="verdict"></th><th>Recorded</th><th>New</th></tr>${facts
    .map(
      ({ what, recorded, fresh }) =>
        `<tr><th>${escaped(what)}</th><td>${escaped(recorded || 'not known')}</td><td>${escaped(fresh ?? 'not known')}</td></tr>`,
    )
    .join('')}</table>
${shown.length === 0 ? '' : `<table><tr><th class="narrow">Step</th><th class="narrow">Way</th><th class="verdict">Result</th><th>Recorded</th><th>New</th></tr>${shown.map(rowPart).join('')}</table>`}
${more > 0 ? `<p>${escaped(`${formatCount(more)} more are in the JSON report only.`)}</p>` : ''}`;
}

const WORDS: Record<string, string> = {
  differs: 'differ',
  extra: 'not in the recording',
  pending: 'to come',
  skipped: 'left out',
};

function timing(wait: ReportedConnection['wait'], delay: ReportedConnection['delay']): string {
  if (wait.recorded === null || wait.fresh === null || delay === null) return '';
  return `Median wait for a reply: ${formatDuration(wait.fresh)}, recorded ${formatDuration(wait.recorded)}.`;
}

function rowPart({ step, direction, result, recorded, new: fresh, fields }: ReportedRow): string {
  const counting = fields.filter(({ ignored }) => !ignored);
  const cells =
    counting.length > 0
      ? [
          counting.map(({ path, recorded: value }) => `${path}: ${value ?? 'absent'}`).join('\n'),
          counting.map(({ path, fresh: value }) => `${path}: ${value ?? 'absent'}`).join('\n'),
        ]
      : [textOf(recorded), textOf(fresh)];
  const [old, now] = cells.map((text) => `<td class="data">${escaped(cut(text ?? ''))}</td>`);
  return `<tr><td>${step ?? ''}</td><td>${direction}</td><td>${escaped(WORDS[result] ?? result)}</td>${old}${now}</tr>`;
}

const textOf = (payload: ReportedPayload): string =>
  payload === null ? '' : 'text' in payload ? payload.text : `base64: ${payload.base64}`;

const cut = (text: string): string =>
  text.length > PAGE_TEXT ? `${text.slice(0, PAGE_TEXT)}… (${formatCount(text.length)} characters)` : text;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, without the characters that change the direction of what follows, and without controls. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
