import { previewPayload } from '../format/preview.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** The page sent something that the recording does not have: what now? */
export function UnmatchedStrip() {
  const { replay } = useStore();
  const unmatched = replay.unmatched.value;
  if (unmatched === null) return null;
  const { payload } = unmatched;
  return (
    <div class="progress unmatched" role="alert">
      <Icon name="warning" class="warning" />
      <span class="passage">
        The page sent something that the recording has no answer to:{' '}
        <code>
          {payload === null ? 'a frame that could not be read' : previewPayload(payload, null).text}
        </code>
      </span>
      <button
        type="button"
        class="btn"
        title="Deliver what was recorded next"
        onClick={() => replay.settleUnmatched('answer')}
      >
        Answer
      </button>
      <button
        type="button"
        class="btn"
        title="Go on without an answer"
        onClick={() => replay.settleUnmatched('ignore')}
      >
        Ignore
      </button>
      <button
        type="button"
        class="btn"
        title="Close this socket of the page with 1011"
        onClick={() => replay.settleUnmatched('close')}
      >
        Close
      </button>
    </div>
  );
}
