/**
 * Puts text on the clipboard; must be called in a click or key press. Returns whether it is there. In DevTools the
 * asynchronous clipboard is closed to panels, so the old command goes first.
 */
export async function copyText(text: string): Promise<boolean> {
  let taken = false;
  const onCopy = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
    taken = true;
  };
  document.addEventListener('copy', onCopy, { capture: true, once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
  if (done && taken) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
