import './ReplayScript.css';
import { useComputed, useSignal } from '@preact/signals';
import { previewPayload } from '../format/preview.ts';
import { rowForKey } from '../list/list-keys.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { editableText } from '../replay/step-edit.ts';
import { editKey } from '../store/replay-setup.ts';
import type { ReplayScript } from '../store/replay-state.ts';
import type { ReplayValue } from '../store/replay-values.ts';
import { FrameView } from '../store/subject.ts';
import { Icon } from './Icon.tsx';
import { HEAD_HEIGHT, ROW_HEIGHT } from './layout.ts';
import { StepEditor } from './StepEditor.tsx';
import { useStore } from './store-context.ts';
import { useInView } from './use-payload.ts';

const rowId = (step: number): string => `recorded-${step}`;

/** The frames of the recording before they are played: they can be changed, left out, or begun with. */
export function ReplayScriptView({ script }: { script: ReplayScript }) {
  const { replay } = useStore();
  const selected = useSignal<number | null>(null);
  const { length } = script.frames;
  const { tracks, track } = script;
  const list = useListWindow({ count: length, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT });
  const step = selected.value !== null && selected.value < length ? selected.value : null;
  const valuesByStep = useComputed(() =>
    namesByStep(replay.values.list.value, replay.script.value?.track ?? 0),
  ).value;
  const choice = tracks.length > 1 && (
    <label class="script-of">
      Frames of
      <select
        class="select"
        aria-label="Frames of"
        value={track}
        onChange={({ currentTarget }) => {
          selected.value = null;
          replay.scriptTrack.value = Number(currentTarget.value);
        }}
      >
        {tracks.map((label, index) => (
          <option key={index} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  const inView = Array.from(
    { length: list.end - list.first },
    (_, at) => script.frames[list.first + at] as number,
  );
  useInView(script.session, inView);
  if (length === 0) return choice || null;

  const onClick = ({ target }: MouseEvent): void => {
    const at = target instanceof Element && target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (at) selected.value = Number(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selected.value !== null) {
      event.preventDefault();
      selected.value = null;
    }
    const to = rowForKey(event.key, {
      current: step,
      count: length,
      page: list.page,
      firstInView: list.first,
      lastInView: list.end - 1,
    });
    if (to === null) return;
    event.preventDefault();
    selected.value = to;
    list.reveal(to);
  };

  const rows = [];
  for (let at = list.first; at < list.end; at++)
    rows.push(
      <ScriptRow
        key={at}
        script={script}
        step={at}
        values={valuesByStep.get(at) ?? ''}
        isSelected={at === step}
      />,
    );
  const isDrawn = step !== null && step >= list.first && step < list.end;
  return (
    <>
      {choice}
      <div
        class="grid script leads"
        role="grid"
        aria-label="Recorded frames"
        aria-rowcount={length + 1}
        aria-activedescendant={isDrawn ? rowId(step) : undefined}
        tabIndex={0}
        ref={list.ref}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <div class="row head" role="row" aria-rowindex={1}>
          <span class="num" role="columnheader">
            Step
          </span>
          <span role="columnheader">
            <span class="sr">Direction</span>
          </span>
          <span class="t" role="columnheader" title="Since the recorded connection opened">
            Time, s
          </span>
          <span class="nm" role="columnheader">
            Name
          </span>
          <span role="columnheader">Recorded</span>
          <span role="columnheader">Replayed</span>
        </div>
        <div class="runway" role="rowgroup" style={list.runway}>
          <div class="inview" role="presentation" style={list.pane}>
            <div role="presentation" style={list.offset}>
              {rows}
            </div>
          </div>
        </div>
      </div>
      {step !== null && <StepEditor key={step} script={script} step={step} />}
    </>
  );
}

function namesByStep(values: readonly ReplayValue[], of: number): Map<number, string> {
  const names = new Map<number, string>();
  for (const { variable, uses, isUsed } of values)
    for (const { step, track } of isUsed ? uses : []) {
      if (track !== of) continue;
      const before = step === null ? undefined : names.get(step);
      if (step !== null && !before?.split(', ').includes(variable.name))
        names.set(step, before ? `${before}, ${variable.name}` : variable.name);
    }
  return names;
}

interface RowProps {
  script: ReplayScript;
  step: number;
  /** names of the values that are put into it, '' for none */
  values: string;
  isSelected: boolean;
}

function ScriptRow({ script, step, values, isSelected }: RowProps) {
  const { setup, target } = useStore().replay;
  const frame = script.frames[step] as number;
  const { frames } = script.session;
  const direction = frames.direction(frame);
  const payload = frames.payload(frame);
  const isOwn = direction === script.own;
  // What was changed for the other target counts for that one.
  const edit = isOwn ? setup.edits.value.get(editKey(script.connection, step)) : undefined;
  const isBefore = step + 1 < setup.from.value && target.value === 'server' && script.tracks.length === 1;
  const isOut = isBefore || (edit !== undefined && 'skip' in edit);
  const classes = ['row', step % 2 === 1 && 'odd', !isOwn && 'other', isOut && 'out', isSelected && 'active'];
  const words = isOut
    ? 'left out'
    : edit
      ? editableText(payload, edit)
      : isOwn
        ? !frames.hasPayload(frame)
          ? 'not possible: no payload'
          : values !== '' && script.own === 'sent'
            ? `with new ${values}`
            : 'as recorded'
        : 'waited for';
  return (
    <div
      class={classes.filter(Boolean).join(' ')}
      role="row"
      id={rowId(step)}
      aria-rowindex={step + 2}
      aria-selected={isSelected}
      data-row={step}
      tabIndex={-1}
    >
      <span class="seq" role="gridcell" data-column="step">
        {step + 1}
      </span>
      <span class="way" role="gridcell" data-column="direction">
        <Icon name={direction} class={direction} />
        <span class="sr">{direction}</span>
      </span>
      <span class="t" role="gridcell" data-column="time">
        {((frames.time(frame) - script.start) / 1000).toFixed(3)}
      </span>
      <span class="nm" role="gridcell" data-column="name">
        {new FrameView(script.session).at(frame).name}
      </span>
      <span role="gridcell" data-column="recorded">
        {payload === null ? '' : previewPayload(payload, null).text}
      </span>
      <span role="gridcell" data-column="replayed" class={edit && !isOut ? 'changed' : 'dim'}>
        {words}
      </span>
    </div>
  );
}
