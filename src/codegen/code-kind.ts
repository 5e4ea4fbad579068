/** What can be written from a recording, in the order people are shown it. */
export const CODE_KINDS = [
  'playwright',
  'msw',
  'server',
  'client',
  'websocat',
  'wscat',
  'artillery',
  'k6',
] as const;

export type CodeKind = (typeof CODE_KINDS)[number];

export interface CodeForm {
  /** what people call it */
  label: string;
  /** end of its file's name, with the first dot */
  ending: string;
  /** media type of the file */
  type: string;
}

export const CODE_FORMS: Readonly<Record<CodeKind, CodeForm>> = {
  playwright: { label: 'Playwright test', ending: '.spec.mjs', type: 'text/javascript' },
  msw: { label: 'MSW handlers', ending: '.handlers.mjs', type: 'text/javascript' },
  server: { label: 'Mock server', ending: '.server.mjs', type: 'text/javascript' },
  client: { label: 'Client', ending: '.client.mjs', type: 'text/javascript' },
  websocat: { label: 'websocat lines', ending: '.websocat.sh', type: 'application/x-sh' },
  wscat: { label: 'wscat lines', ending: '.wscat.sh', type: 'application/x-sh' },
  artillery: { label: 'Artillery scenario', ending: '.artillery.yml', type: 'application/yaml' },
  k6: { label: 'k6 script', ending: '.k6.js', type: 'text/javascript' },
};
