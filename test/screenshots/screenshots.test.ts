import { describe, it } from 'vitest';
import { BROWSERS } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';
import { converse } from './conversation.ts';
import { setStage, type Theme } from './stage.ts';
import { type Shown, tour } from './tour.ts';

const WIDE = { width: 1280, height: 800 };
/** In Firefox the page is above the panel. */
const NARROW = { chrome: { width: 420, height: 760 }, firefox: { width: 450, height: 1100 } };

/** Where the docs show a view that they show once. */
const ONCE: Record<string, Shown> = {
  'chrome light': ['compare', 'export', 'replay-page'],
  'chrome dark': ['filter', 'hex', 'timing'],
  'firefox light': ['find', 'shortcuts'],
  'firefox dark': ['frame-menu'],
};

describe.each(BROWSERS)('in %s', (kind) => {
  it.each<Theme>(['light', 'dark'])('every view in the %s theme', async (theme) => {
    const stage = await setStage(kind, theme, WIDE);
    try {
      await tour(stage, ONCE[`${kind} ${theme}`] ?? []);
    } finally {
      await stage.close();
    }
  });

  it.each<Theme>(['light', 'dark'])('a narrow panel in the %s theme', async (theme) => {
    const stage = await setStage(kind, theme, NARROW[kind]);
    const { panel } = stage;
    try {
      await panel.open(stage.page);
      await panel.openPanel();
      await converse(stage);
      await until('the conversation', async () => (await panel.rowCount('Frames')) > 60);
      await stage.shoot('narrow', kind === 'chrome' && theme === 'light');
      await panel.clickRow('Frames', 4);
      await until('the frame', () => panel.has('tab', 'Preview'));
      await stage.shoot('narrow-details');
    } finally {
      await stage.close();
    }
  });
});
