import './tokens.css';
import './base.css';
import './controls.css';
import './grid.css';
import './App.css';
import { useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Store } from '../store/store.ts';
import { FramesView } from './FramesView.tsx';
import { lazy } from './lazy.tsx';
import { StatusBar } from './StatusBar.tsx';
import { StoreContext } from './store-context.ts';
import { paneId, tabId } from './TabList.tsx';
import { Toolbar, VIEWS_ID } from './Toolbar.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useShortcuts } from './use-shortcuts.ts';

const LazyReplayView = lazy(async ({ loadReplay }) => {
  const [{ ReplayView }] = await Promise.all([import('./ReplayView.tsx'), loadReplay()]);
  return ReplayView;
});

const SessionTabs = lazy(() => import('./SessionTabs.tsx').then((module) => module.SessionTabs));
const FileProgressStrip = lazy(() =>
  import('./FileProgressStrip.tsx').then((module) => module.FileProgressStrip),
);
const Problems = lazy(() => import('./Problems.tsx').then((module) => module.Problems));
const ShortcutList = lazy(() => import('./ShortcutList.tsx').then((module) => module.ShortcutList));

const HidingDialog = lazy(() => import('./HidingDialog.tsx').then((module) => module.HidingDialog));
const SettingsDialog = lazy(() => import('./SettingsDialog.tsx').then((module) => module.SettingsDialog));
const PromptDialog = lazy(() => import('./PromptDialog.tsx').then((module) => module.PromptDialog));

/** The whole panel. */
export function App({ store }: { store: Store }) {
  useShortcuts(store);
  const isDropping = useFileDrop((files) => void store.files.importFiles(files));
  useSignalEffect(() => {
    store.library.revision.value;
    if (store.library.live().connections.length > 0) store.settings.introduced.value = true;
  });
  const isReplay = store.view.value === 'replay';
  return (
    <StoreContext.Provider value={store}>
      <div class="app">
        <Toolbar />
        {store.library.sessions.value.length > 1 && <SessionTabs />}
        {store.problems.list.value.length > 0 && <Problems />}
        {store.files.progress.value && <FileProgressStrip />}
        <ViewPane name="Frames" isHidden={isReplay}>
          <FramesView />
        </ViewPane>
        <ViewPane name="Replay" isHidden={!isReplay}>
          {isReplay && <LazyReplayView />}
        </ViewPane>
        <StatusBar />
        {store.showsShortcuts.value && <ShortcutList />}
        {store.hiding.isOpen.value && <HidingDialog />}
        {store.showsSettings.value && <SettingsDialog />}
        {store.prompt.value && <PromptDialog />}
        {isDropping && (
          <div class="drop">
            <p>Drop session files to open them: .har .zip .jsonl .gz</p>
          </div>
        )}
      </div>
    </StoreContext.Provider>
  );
}

/** Hidden rather than taken away, so that coming back finds everything where it was. */
function ViewPane({
  name,
  isHidden,
  children,
}: {
  name: string;
  isHidden: boolean;
  children: ComponentChildren;
}) {
  return (
    <div
      class="view"
      role="tabpanel"
      id={paneId(VIEWS_ID, name)}
      aria-labelledby={tabId(VIEWS_ID, name)}
      hidden={isHidden}
    >
      {children}
    </div>
  );
}
