import { settled } from '../../base/settled.ts';
import { select } from '../../session/export-scope.ts';
import { lastPlaceholder, textsOf } from '../../session/redact.ts';
import type { Host } from '../host.ts';
import type { ReplayRun } from '../replay/replay-run.ts';
import type { Ending } from '../replay/report.ts';
import type { Hiding } from './hiding.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { ReportFormat } from './replay-state.ts';

interface Ports {
  host: Host;
  hiding: Hiding;
  library: Library;
  problems: Problems;
}

/**
 * Hands over as a file what a replay found, so far or in all.
 *
 * @param ending how it stands, asked when the report is written
 * @param ignored fields that do not count
 */
export async function handOverReport(
  ports: Ports,
  run: ReplayRun,
  format: ReportFormat,
  ending: () => Ending,
  ignored: readonly string[],
): Promise<void> {
  const { mayReport, reportOn, reportFile } = await import('../replay/report.ts');
  const sides = [...run.sides, ...run.pieces()];
  if (!(await mayReport(ports, { sides }))) return;
  let last = 0;
  for (const session of new Set(sides.map(({ session }) => session))) {
    const own = sides.filter((side) => side.session === session);
    // What else is in the session may have to be read back from the disk.
    const told = select(session, { connections: own.map(({ connection }) => connection.index) });
    last = Math.max(last, await settled(lastPlaceholder(textsOf(told))));
  }
  const rules = ports.hiding.chosen.peek()?.rules;
  const [name, content] = reportFile(reportOn(run, ending(), ignored, Date.now(), rules, last), format);
  ports.host.download(name, content);
}
