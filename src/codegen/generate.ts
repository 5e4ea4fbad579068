import { writeArtilleryScenario } from './artillery-scenario.ts';
import type { CodeKind } from './code-kind.ts';
import type { RecordedConnection } from './recorded-connection.ts';
import { writeScript } from './script.ts';
import { writeWebsocatLines } from './websocat-lines.ts';
import { writeWscatLines } from './wscat-lines.ts';

/** Writes code that plays these connections, in parts to be joined. Any recording gives code that runs. */
export function generate(kind: CodeKind, connections: readonly RecordedConnection[]): Generator<string> {
  switch (kind) {
    case 'websocat':
      return writeWebsocatLines(connections);
    case 'wscat':
      return writeWscatLines(connections);
    case 'artillery':
      return writeArtilleryScenario(connections);
    default:
      return writeScript(kind, connections);
  }
}
