import { it } from 'vitest';
import { takeScreenshots } from '../support/screenshots.ts';

it('takes every view in both browsers and both themes', { timeout: 300_000 }, takeScreenshots);
