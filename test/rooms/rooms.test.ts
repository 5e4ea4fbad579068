import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const PURE = ['base', 'protocol'];

/** Which rooms each room of `src/` may import beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  protocol: ['base'],
  page: PURE,
  content: PURE,
  background: PURE,
  devtools: PURE,
  toolbar: PURE,
  access: PURE,
  session: PURE,
  decoders: PURE,
  filter: PURE,
  replay: PURE,
  codegen: PURE,
  handshake: PURE,
  panel: [...PURE, 'session', 'decoders', 'filter', 'replay', 'codegen', 'handshake'],
};

/** Which packages each room may import; what runs in every page imports none. */
const MAY_USE: Record<string, readonly string[]> = {
  background: ['webextension-polyfill'],
  devtools: ['webextension-polyfill'],
  toolbar: ['webextension-polyfill'],
  access: ['webextension-polyfill'],
  session: ['fflate'],
  panel: ['webextension-polyfill', 'preact', '@preact/signals', 'diff'],
};

interface Import {
  /** from the root, with `/` */
  file: string;
  specifier: string;
  typeOnly: boolean;
}

/** Files under `folder`, as paths from the root. */
function filesIn(folder: string, endings: RegExp): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => endings.test(file) && !file.includes('node_modules/'));
}

/** Static, side-effect and dynamic imports, re-exports, and types by `import('…')`. */
const IMPORT =
  /^(?:import|export)\s+(type\s)?[^'"`;()]*?\sfrom\s*'([^'\n]+)'|^import\s*'([^'\n]+)'|\bimport\(\s*'([^'\n]+)'/gm;

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, from, effect, dynamic]) => ({
    file,
    specifier: from ?? effect ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

const isRelative = ({ specifier }: Import): boolean => /^[./]/.test(specifier);

/** Where a relative import leads, from the root. */
const targetOf = ({ file, specifier }: Import): string =>
  path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));

const roomOf = (file: string): string => /^src\/([^/]+)\//.exec(file)?.[1] ?? '';

/** `@scope/name` or `name`, without the path inside the package. */
const packageOf = ({ specifier }: Import): string => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

const show = (imports: Import[]): string[] =>
  imports.map(({ file, specifier }) => `${file} imports ${specifier}`);

const sources = filesIn('src', /\.(?:ts|tsx)$/).filter((file) => roomOf(file) !== '');
const imports = sources.flatMap(importsOf);
const relative = imports.filter(isRelative);

describe('the import table', () => {
  it('names every room there is', () => {
    const rooms = new Set(sources.map(roomOf));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
    expect(relative.length).toBeGreaterThan(sources.length / 2);
  });

  it.each(Object.keys(MAY_IMPORT))('holds for %s', (room) => {
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    const wrong = relative.filter(
      (one) => roomOf(one.file) === room && !allowed.includes(roomOf(targetOf(one))),
    );
    expect(show(wrong)).toEqual([]);
  });

  it('lets a room use only the packages it needs', () => {
    const wrong = imports.filter(
      (one) => !isRelative(one) && !(MAY_USE[roomOf(one.file)] ?? []).includes(packageOf(one)),
    );
    expect(show(wrong)).toEqual([]);
  });
});

describe('imports', () => {
  it('carry the ending of the file', () => {
    const wrong = relative.filter(({ specifier }) => !/\.(?:ts|tsx|css|json|\w+\?raw)$/.test(specifier));
    expect(show(wrong)).toEqual([]);
  });

  it('never lead in a circle where values are needed', () => {
    const graph = new Map<string, string[]>();
    for (const one of relative)
      if (!one.typeOnly) graph.set(one.file, [...(graph.get(one.file) ?? []), targetOf(one)]);
    expect(circleIn(graph)).toBeNull();
  });
});

describe('views', () => {
  const ofViews = relative.filter(({ file }) => file.startsWith('src/panel/views/'));

  it('take no more than types from the wire', () => {
    const wrong = ofViews.filter((one) => roomOf(targetOf(one)) === 'protocol' && !one.typeOnly);
    expect(show(wrong)).toEqual([]);
  });

  it('never see a link to a document', () => {
    const wrong = ofViews.filter((one) =>
      /^src\/protocol\/.*(?:link|reception|port)\.ts$/.test(targetOf(one)),
    );
    expect(show(wrong)).toEqual([]);
  });
});

describe('outside of src', () => {
  it.each(['scripts', 'demo'])('%s import nothing of the extension', (folder) => {
    const wrong = filesIn(folder, /\.(?:mjs|js|ts)$/)
      .flatMap(importsOf)
      .filter((one) => isRelative(one) && targetOf(one).startsWith('src/'));
    expect(show(wrong)).toEqual([]);
  });
});

/** The first circle found, as its files in order; null if there is none. */
function circleIn(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | null => {
    const at = trail.indexOf(file);
    if (at >= 0) return [...trail.slice(at), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...trail, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return null;
}
