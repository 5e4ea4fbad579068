import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const COURSES = path.join(import.meta.dirname, 'courses');

/** Each course with its library as one module for browsers, by name. */
export async function bundleCourses(): Promise<Map<string, string>> {
  const names = readdirSync(COURSES).map((file) => path.basename(file, '.js'));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      target: 'esnext',
      lib: {
        entry: Object.fromEntries(names.map((name) => [name, path.join(COURSES, `${name}.js`)])),
        formats: ['es'],
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  return new Map(
    outputs
      .flatMap((one) => ('output' in one ? one.output : []))
      .flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])),
  );
}
