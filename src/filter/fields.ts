import type { Choice, Flag, LabelKey, NumberKey } from './expression.ts';

export type FieldKey = 'dir' | 'type' | 'is' | 'json' | LabelKey | NumberKey;

interface Described {
  key: FieldKey;
  /** what it looks at, to stand after the key in help and completion */
  means: string;
  /** other words people try for it; they are not part of the language, a hint leads from them to the key */
  alsoCalled: readonly string[];
  /** whole terms, ready to be taken, most useful first */
  examples: readonly Example[];
  /** understood already, though nothing has such a value yet: not proposed */
  isReserved?: true;
}

export interface Example {
  term: string;
  means: string;
}

/** One of a fixed set of values, and the term it stands for. */
export interface FieldValue {
  text: string;
  means: string;
  choice: Choice;
  /** as of a field */
  isReserved?: true;
}

/** Takes one of `values`. */
export interface ChoiceField extends Described {
  kind: 'choice';
  key: 'dir' | 'type' | 'is';
  values: readonly FieldValue[];
}

/** Takes numbers, comparisons and ranges, several of them with commas between. */
export interface NumberField extends Described {
  kind: 'number';
  key: NumberKey;
  /** lower-case unit → how many bytes or milliseconds it is; '' is a number without unit */
  units: Readonly<Record<string, number>>;
}

/** Takes a word, a quoted phrase or a regular expression. */
export interface LabelField extends Described {
  kind: 'label';
  key: LabelKey;
}

/** Takes a path into the payload's JSON and a comparison. */
export interface JsonField extends Described {
  kind: 'json';
  key: 'json';
}

export type Field = ChoiceField | NumberField | LabelField | JsonField;

const flag = (flag: Flag, means: string): FieldValue => ({
  text: flag,
  means,
  choice: { is: 'flag', flag },
});

const sent: Choice = { is: 'direction', direction: 'sent' };
const received: Choice = { is: 'direction', direction: 'received' };

/** Every field of the language: what parsing, completion and help know, they know from here. */
export const FIELDS: readonly Field[] = [
  {
    key: 'dir',
    kind: 'choice',
    means: 'direction',
    alsoCalled: ['direction', 'from', 'way'],
    values: [
      { text: 'in', means: 'from the server', choice: received },
      { text: 'out', means: 'from the page', choice: sent },
      { text: 'received', means: 'same as in', choice: received },
      { text: 'sent', means: 'same as out', choice: sent },
    ],
    examples: [
      { term: 'dir:in', means: 'what the server sent' },
      { term: 'dir:out', means: 'what the page sent' },
    ],
  },
  {
    key: 'type',
    kind: 'choice',
    means: 'text or binary',
    alsoCalled: ['opcode', 'kind'],
    values: [
      { text: 'text', means: 'text frames (opcode 1)', choice: { is: 'type', binary: false } },
      { text: 'binary', means: 'binary frames (opcode 2)', choice: { is: 'type', binary: true } },
    ],
    examples: [{ term: 'type:binary', means: 'binary frames only' }],
  },
  {
    key: 'size',
    kind: 'number',
    means: 'payload size',
    alsoCalled: ['length', 'bytes', 'larger-than'],
    units: {
      '': 1,
      b: 1,
      k: 1e3,
      kb: 1e3,
      m: 1e6,
      mb: 1e6,
      g: 1e9,
      gb: 1e9,
      kib: 1024,
      mib: 1024 ** 2,
      gib: 1024 ** 3,
    },
    examples: [
      { term: 'size:>1k', means: 'more than 1,000 bytes' },
      { term: 'size:<=64KiB', means: '65,536 bytes at most' },
      { term: 'size:1k..2k', means: 'from 1,000 to 2,000 bytes' },
      { term: 'size:0', means: 'empty' },
    ],
  },
  {
    key: 'time',
    kind: 'number',
    means: 'time since the recording began',
    alsoCalled: ['at', 'when', 'since'],
    units: { '': 1e3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6 },
    examples: [
      { term: 'time:<2s', means: 'in the first two seconds' },
      { term: 'time:1s..2.5s', means: 'from 1 s to 2.5 s' },
      { term: 'time:>=1:12.5', means: 'from 1 min 12.5 s on' },
    ],
  },
  {
    key: 'conn',
    kind: 'number',
    means: 'number of the connection',
    alsoCalled: ['connection', 'socket'],
    units: { '': 1 },
    examples: [
      { term: 'conn:3', means: 'the third connection' },
      { term: 'conn:1,2', means: 'the first two connections' },
    ],
  },
  {
    key: 'url',
    kind: 'label',
    means: 'URL of the connection',
    alsoCalled: ['host', 'domain', 'path', 'address'],
    examples: [
      { term: 'url:chat', means: 'URL contains chat' },
      { term: 'url:/v[12]\\/live/', means: 'URL matches a regular expression' },
    ],
  },
  {
    key: 'protocol',
    kind: 'label',
    means: 'subprotocol the server chose',
    alsoCalled: ['subprotocol'],
    examples: [
      { term: 'protocol:mqtt', means: 'subprotocol contains mqtt' },
      { term: 'protocol:""', means: 'no subprotocol' },
    ],
  },
  {
    key: 'event',
    kind: 'label',
    means: 'name of the message',
    alsoCalled: ['name', 'method', 'topic', 'command'],
    examples: [
      { term: 'event:message', means: 'name contains message' },
      { term: 'event:=message', means: 'name is exactly message' },
      { term: 'event:/^(join|leave)$/', means: 'name is join or leave' },
    ],
  },
  {
    key: 'json',
    kind: 'json',
    means: 'a value in the JSON payload',
    alsoCalled: ['body', 'field', 'data', 'payload'],
    examples: [
      { term: 'json:error', means: 'has a member error' },
      { term: 'json:user.name=ann', means: 'member equals a value' },
      { term: 'json:user.name!=ann', means: 'member is there and differs' },
      { term: 'json:price>61.5', means: 'member is greater' },
      { term: 'json:text~pump', means: 'member contains text' },
      { term: 'json:items[0].id=7', means: 'first place of an array' },
      { term: 'json:items.*.id=7', means: 'any place of an array' },
      { term: 'json:["a b"]=1', means: 'a name with a space' },
    ],
  },
  {
    key: 'is',
    kind: 'choice',
    means: 'state or origin',
    alsoCalled: ['flag', 'state', 'status', 'has'],
    values: [
      flag('edited', 'changed by hand or a rule'),
      flag('injected', 'sent or received from here'),
      flag('replayed', 'part of a replay'),
      { ...flag('held', 'waiting for you'), isReserved: true },
      flag('heartbeat', 'keep-alive of its protocol'),
      flag('error', 'tells that something went wrong'),
      flag('pending', 'payload still being read'),
      flag('missing', 'payload not in the recording'),
      flag('bookmarked', 'marked or noted by you'),
    ],
    examples: [
      { term: 'is:edited', means: 'changed by hand or a rule' },
      { term: '-is:heartbeat', means: 'hide keep-alives' },
      { term: 'is:error', means: 'an error message by its name or JSON' },
    ],
  },
  {
    key: 'decoder',
    kind: 'label',
    means: 'format the payload was read as',
    alsoCalled: ['format', 'encoding'],
    examples: [{ term: 'decoder:mqtt', means: 'read as MQTT' }],
    isReserved: true,
  },
];

/** The fields that completion and help propose. */
export const PROPOSED: readonly Field[] = FIELDS.filter(({ isReserved }) => !isReserved);

/** The values that they propose. */
export const proposedValues = ({ values }: ChoiceField): readonly FieldValue[] =>
  values.filter(({ isReserved }) => !isReserved);

/** What is not a field: how terms are written and joined. For the help beside {@link FIELDS}. */
export const SYNTAX: readonly Example[] = [
  { term: 'error', means: 'payload contains error, in any case' },
  { term: '"not found"', means: 'payload contains the phrase; \\" \\\\ \\n \\t \\u0041 as in JSON' },
  { term: '/time(d )?out/i', means: 'payload matches a regular expression' },
  { term: 'error dir:in', means: 'both' },
  { term: 'error OR warning', means: 'either; OR joins less tightly than a space' },
  { term: '(error OR warning) dir:in', means: 'parentheses group' },
  { term: '-error', means: 'not; also before a field or a parenthesis' },
];

const byKey = new Map<string, Field>(FIELDS.map((field) => [field.key, field]));

/** The field that `key` names, in any case. */
export const fieldOf = (key: string): Field | undefined => byKey.get(key.toLowerCase());

/** The field that was probably meant by a `key` that is none. */
export function fieldLike(key: string): Field | undefined {
  const word = key.toLowerCase();
  return FIELDS.find(
    (field) =>
      field.alsoCalled.includes(word) ||
      (word.length > 1 && field.key.startsWith(word)) ||
      isOneSlipAway(word, field.key),
  );
}

/** One letter added, lost, changed, or two neighbours swapped. */
function isOneSlipAway(word: string, key: string): boolean {
  if (Math.min(word.length, key.length) < 3 || Math.abs(word.length - key.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === key[same]) same++;
  const [rest, wanted] = [word.slice(same), key.slice(same)];
  const swapped = wanted.length > 1 && rest.startsWith(`${wanted[1]}${wanted[0]}`);
  return (
    rest === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest.slice(1) === wanted.slice(1) ||
    (swapped && rest.slice(2) === wanted.slice(2))
  );
}
