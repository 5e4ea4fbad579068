import { readFileSync } from 'node:fs';
import type { PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';

/** Picks an option of a combobox, once it is there. */
export async function choose(panel: PanelDriver, name: string, option: string): Promise<void> {
  await until(`the option "${option}" of "${name}"`, () =>
    panel.evalInPanel(
      (name: string, option: string) => {
        const select = document.querySelector<HTMLSelectElement>(
          `select[aria-label=${JSON.stringify(name)}]`,
        );
        const picked = [...(select?.options ?? [])].find(({ text }) => text.includes(option));
        if (!select || !picked || select.matches(':disabled')) return false;
        select.value = picked.value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
      },
      name,
      option,
    ),
  );
}

/** Puts text into a field at once. */
export async function fill(panel: PanelDriver, name: string, text: string): Promise<void> {
  const isThere = await panel.evalInPanel(
    (name: string, text: string) => {
      const field = document.querySelector<HTMLInputElement>(`[aria-label=${JSON.stringify(name)}]`);
      if (!field || field.matches(':disabled')) return false;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return true;
    },
    name,
    text,
  );
  if (!isThere) throw new Error(`There is no field "${name}" that can be written in.`);
}

/** What the progress bar says. */
export const progress = (panel: PanelDriver): Promise<string> =>
  panel.read('progressbar', 'Replay', (element) => element.getAttribute('aria-valuetext') ?? '');

export const untilProgress = (panel: PanelDriver, words: string): Promise<unknown> =>
  until(`progress "${words}"`, async () => (await progress(panel)).includes(words)).catch(async (error) => {
    throw new Error(`${error.message} It says ${JSON.stringify(await progress(panel))}.`);
  });

/** The results of the comparison, row by row. */
export async function results(panel: PanelDriver): Promise<string[]> {
  const rows = await panel.allRows('Comparison');
  return rows.map(({ cells }) => cells.result ?? '');
}

/** Saves the report and reads it. */
export async function report(panel: PanelDriver, item: string): Promise<string> {
  const file = await panel.download(async () => {
    await panel.click('button', 'Save report');
    await panel.click('menuitem', item);
  });
  return readFileSync(file, 'utf8');
}
