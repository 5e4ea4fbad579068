export const isMac = /^Mac/.test(navigator.platform);

/** A key pressed with Ctrl, or with Cmd on a Mac, as people there write it: `Ctrl+E`, `⌘E`. */
export const withControl = (key: string): string => (isMac ? `⌘${key}` : `Ctrl+${key}`);
