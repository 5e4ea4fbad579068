import { withControl } from '../format/key-label.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { Icon } from './Icon.tsx';
import { ImportButton } from './ImportButton.tsx';
import { useStore } from './store-context.ts';
import { TabList } from './TabList.tsx';

const VIEWS = { Frames: 'frames', Replay: 'replay' } as const;
const NAMES = ['Frames', 'Replay'] as const;
/** Ids of the views' tabs and panes begin with this. */
export const VIEWS_ID = 'views';

export function Toolbar() {
  const { library, recording, settings, view, showsSettings } = useStore();
  const isOn = recording.on.value;
  const isLive = library.active.value.kind === 'live';
  return (
    <div class="bar toolbar" role="toolbar" aria-label="Framereel">
      <button
        type="button"
        class="tool record"
        aria-label="Record"
        aria-pressed={isOn}
        title={`${isOn ? 'Stop recording' : 'Record'} (${withControl('E')})`}
        onClick={recording.toggle}
      >
        <Icon name="record" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Clear"
        title={isLive ? `Clear (${withControl('L')})` : 'Clear empties what is recorded: choose Live first'}
        disabled={!isLive}
        onClick={recording.clear}
      >
        <Icon name="clear" />
      </button>
      <span class="rule" />
      <TabList
        label="Views"
        id={VIEWS_ID}
        tabs={NAMES}
        chosen={view.value === 'replay' ? 'Replay' : 'Frames'}
        onChoose={(name) => {
          view.value = VIEWS[name];
        }}
      />
      <span class="rule" />
      <label class="check" title="Keep what is recorded when the page navigates">
        <input
          type="checkbox"
          checked={settings.preserveLog.value}
          onChange={(event) => {
            settings.preserveLog.value = event.currentTarget.checked;
          }}
        />
        Preserve log
      </label>
      <span class="spring" />
      <ImportButton />
      <ExportMenu />
      <button
        type="button"
        class="tool"
        aria-label="Settings"
        title="Settings"
        onClick={() => {
          showsSettings.value = true;
        }}
      >
        <Icon name="settings" />
      </button>
    </div>
  );
}
