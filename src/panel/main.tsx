import { render } from 'preact';
import { devtoolsHost } from './devtools-host.ts';
import { createPanelClock, workerAlarm } from './replay/panel-clock.ts';
import { browserScheduler } from './store/scheduler.ts';
import type { Storage } from './store/settings.ts';
import { createStore } from './store/store.ts';
import { App } from './views/App.tsx';
import { windowHost } from './window-host.ts';

const tab = new URL(location.href).searchParams.get('tab');
const host = tab === null ? devtoolsHost() : windowHost(Number(tab));
const isPrivate = host.isPrivate();
/** Nothing of a private window is written to disk: what was filtered for is not remembered either. */
const storage: Storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => void isPrivate.then((yes) => yes || localStorage.setItem(key, value)),
};
const store = createStore(host, browserScheduler(), storage, createPanelClock(workerAlarm()));

const showTheme = (theme: string): void => {
  document.documentElement.dataset.theme = theme;
};
showTheme(host.theme());
host.onTheme(showTheme);

addEventListener('pagehide', () => {
  store.stopReplay();
  store.recording.bequeath();
});
void store.start();
render(<App store={store} />, document.body);
