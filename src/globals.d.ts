/** Which build this is; replaced by the bundler. */
declare const __BROWSER__: 'chrome' | 'firefox';
/** The tap for workers: one script in one line. Empty in Chrome. */
declare const __WORKER_TAP__: string;
