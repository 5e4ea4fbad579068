import './Strip.css';
import { useStore } from './store-context.ts';

/** A file that is being read or written. */
export function FileProgressStrip() {
  const { files } = useStore();
  const progress = files.progress.value;
  if (!progress) return null;
  const { label, done } = progress;
  return (
    <div class="strip plain">
      <span class="clip">{label}</span>
      <progress aria-label={label} max={1} value={done ?? undefined} />
      <span class="spring" />
      <button type="button" class="btn" onClick={files.cancel}>
        Cancel
      </button>
    </div>
  );
}
