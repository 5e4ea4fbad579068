import { useMemo, useState } from 'preact/hooks';

const PROBE = '0'.repeat(64);

/** How many characters of its own monospaced font an element has room for in a line. */
export function useColumns(): { columns: number; measure: (element: HTMLElement | null) => void } {
  const [columns, setColumns] = useState(0);
  const measure = useMemo(() => {
    let observer: ResizeObserver | null = null;
    return (element: HTMLElement | null): void => {
      observer?.disconnect();
      if (!element) return;
      observer = new ResizeObserver(() => setColumns(columnsOf(element)));
      observer.observe(element);
      setColumns(columnsOf(element));
    };
  }, []);
  return { columns, measure };
}

function columnsOf(element: HTMLElement): number {
  const probe = document.createElement('span');
  probe.className = 'probe';
  probe.textContent = PROBE;
  element.append(probe);
  const width = probe.getBoundingClientRect().width / PROBE.length;
  probe.remove();
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  return width > 0 ? Math.max(0, Math.floor(room / width)) : 0;
}
