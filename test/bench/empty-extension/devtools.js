// Titled and placed as our own panel is, so that the same driver opens it.
(globalThis.browser ?? chrome).devtools.panels.create('Framereel', '', '/src/panel/panel.html');
