import { CODE_FORMS, type CodeKind } from '../../codegen/code-kind.ts';
import { fileName } from '../files/file-name.ts';
import type { ExportPart, Files } from './files.ts';
import type { Hiding } from './hiding.ts';
import type { Problems } from './problems.ts';

/** The active session as code that plays it elsewhere. */
export interface Code {
  exportCode(kind: CodeKind, part?: ExportPart): Promise<void>;
}

interface Ports {
  files: Files;
  hiding: Hiding;
  problems: Problems;
}

export function createCode({ files, hiding, problems }: Ports): Code {
  return {
    exportCode: (kind, part = 'all') =>
      files.save(part, async (session, scope) => {
        // Few need them, and the panel is there sooner without them.
        const [{ recordedConnections }, { generate }] = await Promise.all([
          import('../code/recorded-connections.ts'),
          import('../../codegen/generate.ts'),
        ]);
        const release = session.frames.hold();
        const connections = await recordedConnections(session, scope, hiding.rules()).catch((error) => {
          release();
          throw error;
        });
        if (connections.length === 0) {
          release();
          problems.add('There is no connection to write code from.', 'Record or import one first.');
          return null;
        }
        const { ending, type } = CODE_FORMS[kind];
        const parts = finishing(generate(kind, connections), release);
        return { name: fileName(new Date(), ending), type, parts };
      }),
  };
}

/** Calls `end` when the parts are through, or wanted no more. */
function* finishing(parts: Iterable<string>, end: () => void): Generator<string> {
  try {
    yield* parts;
  } finally {
    end();
  }
}
