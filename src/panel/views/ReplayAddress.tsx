import { useComputed } from '@preact/signals';
import { editableUrl } from '../replay/step-edit.ts';
import type { Opener } from '../store/replay-setup.ts';
import { canPlay, labelOf } from '../store/replay-state.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** Where it goes, and as whom. */
export function ReplayAddress() {
  const { replay } = useStore();
  const { setup, target } = replay;
  const choice = useComputed(() => replay.choices.value.find(({ id }) => id === replay.choice.value));
  // The list of choices is another one with each frame; the connections of a recording are not.
  const connection = useComputed(
    () => choice.value?.session.connections[choice.value.connections[0] ?? 0],
  ).value;
  const count = useComputed(() => choice.value?.connections.length ?? 0).value;
  if (!connection) return null;
  const isToServer = target.value === 'server';
  const label = isToServer ? 'Address' : 'Answers';
  const url = isToServer ? setup.url : setup.answers;
  const asRecorded = isToServer ? editableUrl(connection.url, replay.values.used()) : connection.url;
  return (
    <>
      <span class="label">{label}</span>
      <span class="stack">
        {count > 1 ? (
          <ConnectionPicks count={count} />
        ) : (
          <input
            class="field data"
            aria-label={isToServer ? 'Address' : 'URL to answer'}
            title={isToServer ? undefined : '* stands for any text'}
            spellcheck={false}
            value={url.value ?? asRecorded}
            onInput={({ currentTarget: { value } }) => {
              url.value = value === asRecorded || value === '' ? null : value;
            }}
          />
        )}
        {!isToServer && (
          <span class="note">
            The page’s sockets to this address, in all its frames, are answered by the recording, each as
            often as it was recorded. Nothing goes over the network.
          </span>
        )}
      </span>
      {isToServer && count === 1 && (
        <>
          <span class="label">Subprotocols</span>
          <input
            class="field data"
            aria-label="Subprotocols"
            placeholder="none"
            title="Separated by commas"
            spellcheck={false}
            value={setup.protocols.value ?? recordedProtocols(connection)}
            onInput={({ currentTarget: { value } }) => {
              setup.protocols.value = value === recordedProtocols(connection) ? null : value;
            }}
          />
        </>
      )}
      {isToServer && <OpenedBy origin={connection.origin} />}
    </>
  );
}

/** Which connections of the session are played, each at its own address. */
function ConnectionPicks({ count }: { count: number }) {
  const { replay } = useStore();
  const { leftOut } = replay.setup;
  const choice = replay.choices.peek().find(({ id }) => id === replay.choice.value);
  const pick = (index: number, isPlayed: boolean): void => {
    const next = new Set(leftOut.peek());
    if (isPlayed) next.delete(index);
    else next.add(index);
    leftOut.value = next;
    replay.findValues();
  };
  return (
    <fieldset class="picks" aria-label={`${count} connections`}>
      {choice?.connections.map((index) => {
        const connection = choice.session.connections[index];
        const isAble = connection !== undefined && canPlay(connection, replay.target.value);
        return (
          <label
            key={index}
            class="check"
            title={isAble ? undefined : 'Sockets of workers are not answered.'}
          >
            <input
              type="checkbox"
              disabled={!isAble}
              checked={isAble && !leftOut.value.has(index)}
              onChange={({ currentTarget }) => pick(index, currentTarget.checked)}
            />
            <span class="data">{labelOf(choice.session, index)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

const recordedProtocols = (connection: { requested: string[] | null; protocol: string }): string =>
  (connection.requested ?? [connection.protocol]).join(', ');

const OPENERS: readonly [Opener, string, string][] = [
  ['page', 'by the page', 'With its origin and cookies. The page’s own code does not see it.'],
  [
    'panel',
    'by the panel, no page needed',
    'The server sees another Origin, that of this extension, and may refuse it for that.',
  ],
];

/** @param origin that the recorded connection was opened from, '' if unknown */
function OpenedBy({ origin }: { origin: string }) {
  const { library, recording, replay } = useStore();
  const { setup } = replay;
  const opener = setup.opener.value;
  const now = useComputed(() => {
    library.revision.value;
    return recording.documentOf(origin)?.origin ?? '';
  }).value;
  const isOther = opener === 'page' && origin !== '' && now !== '' && now !== origin;
  return (
    <>
      <span class="label">Opened</span>
      <span class="stack">
        <select
          class="select"
          aria-label="Opened"
          value={opener}
          onChange={({ currentTarget }) => (setup.opener.value = currentTarget.value as Opener)}
        >
          {OPENERS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <span class="note">{OPENERS.find(([value]) => value === opener)?.[2]}</span>
        {isOther && (
          <span class="note">
            <Icon name="warning" class="warning" /> It was recorded from {origin}. The server sees another
            Origin now, {now}.
          </span>
        )}
      </span>
    </>
  );
}
