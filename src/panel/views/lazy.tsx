import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Store } from '../store/store.ts';
import { useStore } from './store-context.ts';

/** A view that is loaded when it is first shown; nothing is there until it has come. */
export function lazy<Props extends object = object>(
  load: (store: Store) => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let View: ComponentType<Props> | null = null;
  /** stores whose part of it is there as well, where it has one */
  const ready = new WeakSet<Store>();
  const isThere = (store: Store): boolean => View !== null && (load.length === 0 || ready.has(store));
  return function Lazy(props: Props) {
    const store = useStore();
    const isLoaded = useSignal(isThere(store));
    useEffect(() => {
      void load(store).then((loaded) => {
        View = loaded;
        ready.add(store);
        isLoaded.value = true;
      });
    }, [store]);
    return isLoaded.value && View ? <View {...props} /> : null;
  };
}
