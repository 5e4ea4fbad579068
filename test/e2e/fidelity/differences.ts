import type { BrowserKind } from '../../support/panel-driver.ts';

/** What a page answers to the probes: JSON by probe. */
export type Answers = Record<string, unknown>;

/** A difference that cannot be helped. */
interface Difference {
  probes: string[];
  in?: BrowserKind;
  /** what becomes of the plain answer's JSON */
  to(json: string): string;
  /** what cannot be told beforehand, taken out of both answers */
  without?: RegExp;
}

/** A Proxy has no name in its source text. */
const nameless = (json: string) => json.replaceAll(/function (?:get |set )?\w+\(/g, 'function (');

/** Firefox quotes the source of whoever called; that is us. */
const QUOTED = /(?<="message":)"(?:[^"\\]|\\.)*"/;

const same = (json: string) => json;

/** What Proxies in place of the constructor and two methods change. */
export const TAPPED: readonly Difference[] = [
  {
    probes: [
      'identity: toString of the constructor',
      'identity: toString of send',
      'identity: toString of close',
    ],
    to: nameless,
  },
  {
    probes: ['workers: toString of the constructors', 'workers: toString of the functions of URL'],
    in: 'firefox',
    to: nameless,
  },
  {
    probes: ['construct: stack of an error of the constructor'],
    in: 'chrome',
    to: (json) => json.replace('"at caller"', '"at Object.construct","at caller"'),
  },
  {
    probes: ['construct: stack of an error of the constructor'],
    in: 'firefox',
    to: (json) => json.replace('"caller"', '"construct","caller"'),
  },
  {
    // The same line of the stack: reports of a policy name the script that called.
    probes: ['realms: a policy that forbids sockets'],
    in: 'chrome',
    to: (json) => json.replace('http://HOST/probes/realms.js', 'chrome-extension'),
  },
  {
    probes: ['realms: a policy that forbids sockets'],
    in: 'firefox',
    to: (json) => json.replace('http://HOST/probes/realms.js', '<anonymous code>'),
  },
  {
    // No script of ours runs in a document that is waiting for its first page; the page's Window is the same.
    probes: ['realms: the first document of a frame, used at once'],
    to: (json) => json.replace('["function",0,true,1,', '["function",0,false,1,'),
  },
  {
    probes: ['identity: structuredClone'],
    in: 'firefox',
    to: (json) => json.replaceAll('Function object', 'Proxy object'),
  },
  {
    probes: [
      'construct: an object without toString',
      'construct: an iterator that is no function',
      'construct: an iterator that is null',
      'construct: an iterator without next',
      'send: an object without prototype',
      'send: an object whose toString gives no primitive',
    ],
    in: 'firefox',
    to: same,
    without: QUOTED,
  },
];

/** What a tap in workers changes beside that: in Chrome on sites where the user wants one, in Firefox while a panel records. */
export const TAPPED_WORKERS: readonly Difference[] = [
  ...TAPPED,
  {
    probes: ['workers: toString of the constructors', 'workers: toString of the functions of URL'],
    to: (json) => json.replaceAll(/function (?:Worker|createObjectURL|revokeObjectURL)\(/g, 'function ('),
  },
  {
    probes: [
      'workers: a worker of a URL',
      'workers: a module worker of a URL',
      'workers: a worker of a Blob',
      'workers: a module worker of a Blob',
      'workers: a strict worker',
      'workers: a worker of a revoked Blob',
    ],
    to: (json) => json.replaceAll(/function (?:WebSocket|send)\(/g, 'function ('),
  },
  // The tap is the first statement of a script that is made of a Blob.
  { probes: ['workers: a strict worker'], to: (json) => json.replace('"strict":true', '"strict":false') },
  // It is the tap's script that fails to load another.
  { probes: ['workers: a worker that is missing'], in: 'chrome', to: () => '["ErrorEvent",true,true]' },
];

/** What virtual sockets change beside that, in documents that are replayed to. */
export const VIRTUAL: readonly Difference[] = [
  ...TAPPED,
  { probes: ['identity: toString of the accessors'], to: nameless },
  {
    probes: ['events: open', 'events: message', 'events: error', 'events: close'],
    to: (json) => json.replace('"isTrusted":true', '"isTrusted":false'),
  },
  {
    // Events that scripts dispatch do not empty the stack between two listeners.
    probes: ['events: microtasks between listeners'],
    to: () => '["one","two","one microtask","one promise","two microtask","two promise"]',
  },
  {
    probes: ['identity: structuredClone', 'identity: postMessage of a socket'],
    to: (json) => json.replaceAll('WebSocket object', 'EventTarget object'),
  },
];

/** The two pages may come from two names of the same server. */
const withoutHost = (json: string): string => json.replaceAll(/(?:127\.0\.0\.1|localhost):\d+/g, 'HOST');

/** Both sides of a comparison: what is expected of a page, given what a plain one answers, and what it answered. */
export function compared(
  differences: readonly Difference[],
  kind: BrowserKind,
  group: string,
  plain: Answers,
  answers: Answers,
): { expected: Answers; found: Answers } {
  const expected: Answers = {};
  const found: Answers = {};
  for (const probe of Object.keys(plain).filter((name) => name.startsWith(`${group}: `))) {
    let before = withoutHost(JSON.stringify(plain[probe]));
    let after = withoutHost(JSON.stringify(answers[probe] ?? null));
    for (const difference of differences) {
      if (!difference.probes.includes(probe) || (difference.in ?? kind) !== kind) continue;
      before = difference.to(before);
      if (!difference.without) continue;
      before = before.replace(difference.without, 'null');
      after = after.replace(difference.without, 'null');
    }
    expected[probe] = JSON.parse(before);
    found[probe] = JSON.parse(after);
  }
  return { expected, found };
}
