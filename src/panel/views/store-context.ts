import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from '../store/store.ts';

export const StoreContext = createContext<Store | null>(null);

/** The store of the panel this view stands in. */
export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error('This view stands outside of a StoreContext.Provider.');
  return store;
}
