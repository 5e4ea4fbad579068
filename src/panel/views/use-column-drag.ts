import { useMemo } from 'preact/hooks';
import type { Column } from '../columns/column.ts';
import { useStore } from './store-context.ts';

/** Resizing columns by their right edges; a double click lets the layout decide again. */
export function useColumnDrag() {
  const { columns } = useStore();
  return useMemo(() => {
    let drag: { from: number; width: number } | null = null;
    let dragged = false;
    const end = (): void => {
      drag = null;
    };
    return {
      /** Whether the click that has come is the end of a drag. */
      wasDragged(): boolean {
        const was = dragged;
        dragged = false;
        return was;
      },
      /** Handlers for the edge of a column. */
      grip: (column: Column) => ({
        onPointerDown(event: PointerEvent) {
          if (event.button !== 0) return;
          const grip = event.currentTarget as HTMLElement;
          drag = { from: event.clientX, width: grip.parentElement?.offsetWidth ?? 0 };
          // A click on the edge is none on the column.
          dragged = true;
          grip.setPointerCapture(event.pointerId);
        },
        onPointerMove(event: PointerEvent) {
          if (!drag) return;
          columns.resize(column.id, Math.max(column.least, drag.width + event.clientX - drag.from));
        },
        onPointerUp: end,
        onLostPointerCapture: end,
        onDblClick: () => columns.resize(column.id, null),
      }),
    };
  }, [columns]);
}
