/** Lines that only tie the parts to each other, and what these stand for is written elsewhere in the file. */
const TIES = /^import .* from '\.\/[^']*';\n/gm;
const IMPORTS = /^import .* from '[^.][^']*';\n/gm;

/**
 * One module of several: the imports of packages first, then the parts in their order. `library` parts export nothing
 * any more; `entry`, the last, keeps its exports.
 */
export function assemble(library: readonly string[], entry: string): string {
  const parts = [...library.map((part) => part.replace(/^export /gm, '')), entry].map((part) =>
    part.replace(TIES, ''),
  );
  const imports = parts.flatMap((part) => part.match(IMPORTS) ?? []);
  const code = parts.map((part) => part.replace(IMPORTS, '').trim());
  return `${[...new Set(imports)].join('')}\n${code.join('\n\n')}\n`;
}
