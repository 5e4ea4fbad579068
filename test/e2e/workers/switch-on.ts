import type { PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';

const ON = 'Workers in full';

/** Whether the workers of the inspected page's site are to be captured in full. */
export const isSwitchedOn = (panel: PanelDriver): Promise<boolean> => panel.has('button', ON);

/**
 * Has the workers of the site captured in full, as a person does: by way of a connection that is shown view only. It is
 * the only one in the panel.
 *
 * @param socket URL of a socket that a worker of the page may open
 */
export async function switchOn(panel: PanelDriver, socket: string): Promise<void> {
  await panel.evalInPage((url: string) => {
    const script = `const socket = new WebSocket('${url}'); socket.onopen = () => socket.send('view only')`;
    Object.assign(window, { viewed: new Worker(`data:text/javascript,${encodeURIComponent(script)}`) });
  }, socket);
  await panel.waitForRows('Connections', 2);
  await panel.clickRow('Connections', 3);
  await panel.click('button', 'Capture workers in full on this site');
  await until('the switch to be on', () => isSwitchedOn(panel));
}

export async function switchOff(panel: PanelDriver): Promise<void> {
  await panel.click('button', ON);
  await until('the switch to be off', async () => !(await isSwitchedOn(panel)));
}
