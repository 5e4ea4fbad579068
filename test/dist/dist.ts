import { readFileSync } from 'node:fs';
import path from 'node:path';

export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

/** The builds under test: those in `dist/`, or in the folder that `FRAMEREEL_DIST` names. */
const DIST = path.resolve(import.meta.dirname, '../..', process.env.FRAMEREEL_DIST ?? 'dist');

export const folderOf = (target: Target): string => path.join(DIST, target);

/** @param file from the root of the build, with or without a slash before it */
export const read = (target: Target, file: string): string =>
  readFileSync(path.join(folderOf(target), file), 'utf8');

export interface Manifest {
  permissions?: string[];
  optional_permissions?: string[];
  host_permissions: string[];
  background?: { scripts?: string[]; service_worker?: string; type?: string };
  web_accessible_resources?: unknown[];
  content_security_policy?: { extension_pages: string };
  content_scripts: { js: string[]; world?: string; run_at: string }[];
  icons: Record<string, string>;
  devtools_page: string;
  version: string;
}

export const manifestOf = (target: Target): Manifest => JSON.parse(read(target, 'manifest.json'));
