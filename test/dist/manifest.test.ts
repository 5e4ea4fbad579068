import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import addonsLinter from 'addons-linter';
import { describe, expect, it } from 'vitest';
import { folderOf, manifestOf, read, TARGETS } from './dist.ts';

describe.each(TARGETS)('%s', (target) => {
  const manifest = manifestOf(target);

  it('lets no page load anything of the extension', () => {
    expect(manifest.web_accessible_resources ?? []).toEqual([]);
  });

  it('runs the content script before the page script, each at once', () => {
    expect(manifest.content_scripts.map(({ world }) => world)).toEqual([undefined, 'MAIN']);
    for (const { js, run_at } of manifest.content_scripts) {
      expect(run_at).toBe('document_start');
      expect(js).toHaveLength(1);
      // An `import` would make it a loader, which runs too late; a declaration outside of a function would be the page's.
      expect(read(target, js[0] ?? '')).toMatch(/^[(!]?\s*(?:function\s*\(\)|\(\)\s*=>)\s*\{/);
      expect(read(target, js[0] ?? '')).not.toMatch(/\bimport\b\s*[({"'`*]/);
    }
  });

  it('holds every file it names', () => {
    const named = [
      manifest.devtools_page,
      ...Object.values(manifest.icons),
      ...manifest.content_scripts.flatMap(({ js }) => js),
    ];
    expect(named.filter((file) => !existsSync(path.join(folderOf(target), file)))).toEqual([]);
  });

  it('has no code from elsewhere, and makes none of text', () => {
    const scripts = readdirSync(folderOf(target), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const remote = scripts.filter((file) =>
      /(?<![.\w])eval\(|\bnew Function\(|import\(\s*["'`]https?:/.test(read(target, file)),
    );
    expect(remote).toEqual([]);
    expect(read(target, 'src/panel/panel.html')).not.toMatch(/https?:\/\//);
  });
});

describe('chrome', () => {
  const manifest = manifestOf('chrome');

  it('asks for the sites it records and for nothing else', () => {
    expect(manifest.host_permissions).toEqual(['<all_urls>']);
    expect(manifest.permissions ?? []).toEqual([]);
  });

  it('may ask later for what full capture of workers needs', () => {
    expect(manifest.optional_permissions ?? []).toEqual(['scripting']);
  });

  it('runs the scripts for single sites nowhere by itself', () => {
    const own = manifest.content_scripts.flatMap(({ js }) => js);
    for (const file of ['src/content/tapped-site.js', 'src/page/tapped-site.js']) {
      expect(own).not.toContain(file);
      expect(read('chrome', file)).toMatch(/^[(!]?\s*(?:function\s*\(\)|\(\)\s*=>)\s*\{/);
    }
  });

  it('has no background that could blank or delay anything', () => {
    expect(manifest.background).toBeUndefined();
  });
});

describe('firefox', () => {
  it('asks beside sites for the handshakes of the inspected tab and a tap in its workers alone', () => {
    expect(manifestOf('firefox').permissions ?? []).toEqual([
      'webRequest',
      'webRequestBlocking',
      'webRequestFilterResponse',
    ]);
  });

  it('relays by an event page', () => {
    const { background } = manifestOf('firefox');
    expect(background?.scripts).toHaveLength(1);
    expect(background?.service_worker).toBeUndefined();
  });

  it('lets its own pages connect without encryption, and run nothing but its own scripts', () => {
    const policy = manifestOf('firefox').content_security_policy?.extension_pages ?? '';
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(policy).toMatch(/script-src 'self'(?:;|$)/);
  });

  it('passes the linter of addons.mozilla.org', { timeout: 60_000 }, async () => {
    const config = {
      _: [folderOf('firefox')],
      logLevel: 'fatal',
      output: 'none',
      minManifestVersion: 2,
      maxManifestVersion: 3,
    };
    const report = await addonsLinter.createInstance({ config, runAsBinary: false }).run();
    const codes = (messages: { code: string; file?: string }[]) =>
      messages.map(({ code, file }) => `${code} in ${file}`);
    expect(codes(report.errors)).toEqual([]);
    // Preact can set innerHTML; no view of ours has it do so, as the code check sees to.
    expect(
      codes(report.warnings).filter((line) => !line.startsWith('UNSAFE_VAR_ASSIGNMENT in assets/')),
    ).toEqual([]);
  });
});
