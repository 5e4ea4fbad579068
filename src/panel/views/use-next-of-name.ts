import { nextOfName } from '../frames/next-of-name.ts';
import { useStore } from './store-context.ts';

/**
 * Finds the next frame shown (1), or the one before (-1), that is called as this one is: null for none. Undefined where
 * another frame or session was chosen meanwhile: payloads may have to be brought first.
 */
export function useNextOfName(): (frame: number, way: 1 | -1) => Promise<number | null | undefined> {
  const { library, rows, selection } = useStore();
  return async (frame, way) => {
    const session = library.active.peek();
    const selected = selection.frame.peek();
    const isWanted = (): boolean => library.active.peek() === session && selection.frame.peek() === selected;
    const next = await nextOfName(session, rows, frame, way, isWanted);
    return isWanted() ? next : undefined;
  };
}
