import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** Says that the site's workers are captured in full, for as long as that is wanted. */
export function WorkersInFull() {
  const { workerSwitch } = useStore();
  return (
    <button
      type="button"
      class="link"
      aria-pressed="true"
      title={`Framereel puts a script in front of the workers of ${workerSwitch.site.value}. Switch off`}
      onClick={() => void workerSwitch.set(false)}
    >
      <Icon name="worker" />
      Workers in full
    </button>
  );
}
