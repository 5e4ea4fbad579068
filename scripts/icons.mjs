// @ts-check
// Draws public/icons/icon.svg as the PNGs the manifest names: node scripts/icons.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Chromium } from './chromium.mjs';

const SIZES = [16, 32, 48, 128];
const FOLDER = path.resolve(import.meta.dirname, '../public/icons');

const svg = readFileSync(path.join(FOLDER, 'icon.svg'), 'utf8');
const chromium = await Chromium.launch();
try {
  const { page } = chromium;
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size });
    await page.screenshot({ path: path.join(FOLDER, `${size}.png`), omitBackground: true });
  }
} finally {
  await chromium.close();
}
