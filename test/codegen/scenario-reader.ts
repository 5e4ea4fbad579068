/** What Artillery reads from a scenario, as far as ours go. */
export interface ArtilleryScript {
  config: { target: string; phases: { duration: number; arrivalRate: number }[] };
  scenarios: { name: string; engine: string; flow: ArtilleryStep[] }[];
}

export type ArtilleryStep =
  | { connect: { target: string; subprotocols: string[]; headers?: Record<string, string> } }
  | { send: string }
  | { think: string }
  | { loop: ArtilleryStep[]; over: string[] };

/**
 * Reads the YAML that is block mappings and sequences by indentation, with JSON or bare words as scalars: all that is
 * written, and nothing else, so that any recorded text that is not within a JSON string is an error here.
 */
export function readScenario(yaml: string): ArtilleryScript {
  const lines = yaml
    .split('\n')
    .filter((line) => !/^\s*(?:#.*)?$/.test(line))
    // An element is what stands after its dash, further in.
    .flatMap((line) => {
      const dash = /^( *)- (.*)$/.exec(line);
      return dash ? [`${dash[1]}-`, `${dash[1]}  ${dash[2]}`] : [line];
    });
  const value = readBlock(lines, 0);
  if (lines.length > 0) throw new Error(`Not read: ${lines[0]}`);
  return value as ArtilleryScript;
}

const indentOf = (line: string | undefined): number =>
  line === undefined ? -1 : (/^ */.exec(line)?.[0].length ?? 0);

function readBlock(lines: string[], indent: number): unknown {
  const list: unknown[] = [];
  while (lines[0] === `${' '.repeat(indent)}-`) {
    lines.shift();
    list.push(readBlock(lines, indent + 2));
  }
  return list.length > 0 ? list : readMapping(lines, indent);
}

function readMapping(lines: string[], indent: number): Record<string, unknown> {
  const mapping: Record<string, unknown> = {};
  while (indentOf(lines[0]) === indent) {
    const line = lines.shift() ?? '';
    const [, key, scalar] = /^ *([A-Za-z]+):(?: (.+))?$/.exec(line) ?? [];
    if (key === undefined || key in mapping) throw new Error(`Not a member: ${line}`);
    if (scalar === undefined) mapping[key] = readBlock(lines, indentOf(lines[0]));
    else mapping[key] = scalar === 'ws' ? scalar : JSON.parse(scalar);
  }
  return mapping;
}
