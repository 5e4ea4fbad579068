/**
 * Characters as bits: bit n is ASCII n, the highest stands for all others together. A set may hold more than it
 * should, never less: who asks whether two sets are apart gets `no` when in doubt.
 */
export type CharSet = bigint;

export type RegexNode =
  | { is: 'chars'; set: CharSet }
  | { is: 'sequence'; of: RegexNode[] }
  | { is: 'choice'; of: RegexNode[] }
  | { is: 'repeat'; of: RegexNode; min: number; max: number }
  /** lookahead or lookbehind */
  | { is: 'look'; of: RegexNode; behind: boolean }
  /** `^` where only the start of the text will do */
  | { is: 'start' }
  /** `$`, `\b` and whatever else may fail without taking a character */
  | { is: 'assertion' };

const OTHERS: CharSet = 1n << 128n;
export const ALL: CharSet = (1n << 129n) - 1n;

const range = (from: number, to: number): CharSet =>
  from > 127
    ? OTHERS
    : ((1n << BigInt(Math.min(to, 127) + 1)) - (1n << BigInt(from))) | (to > 127 ? OTHERS : 0n);
const of = (text: string): CharSet => [...text].reduce((set, char) => set | one(char), 0n);
const one = (char: string): CharSet => range(char.codePointAt(0) ?? 0, char.codePointAt(0) ?? 0);
const not = (set: CharSet): CharSet => (ALL & ~set) | OTHERS;

const DIGITS = range(0x30, 0x39);
const UPPER = range(0x41, 0x5a);
const LOWER = range(0x61, 0x7a);
const WORD = DIGITS | UPPER | LOWER | one('_');
const SPACES = of('\t\n\v\f\r ') | OTHERS;
const inBothCases = (set: CharSet): CharSet => set | ((set & UPPER) << 32n) | ((set & LOWER) >> 32n);
const isOne = (set: CharSet): boolean => set !== 0n && (set & (set - 1n)) === 0n;
const indexOf = (bit: CharSet): number => bit.toString(2).length - 1;
/** Under `i` with `u`, K is also U+212A and S also U+017F. */
const FOLDS_FAR = of('kKsS') | OTHERS;

const CLASS_ESCAPES: Readonly<Record<string, CharSet>> = {
  d: DIGITS,
  D: not(DIGITS),
  w: WORD,
  W: not(WORD),
  s: SPACES,
  S: not(SPACES),
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', '0': '\0' };
const CODE_UNIT = /c([a-z])|x([0-9a-f]{2})|u([0-9a-f]{4})/iy;
const CODE_POINT = /c([a-z])|x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\}/iy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;
const GROUP = /\((?:\?(?::|(<?[=!])|<[^>=!]*>))?/y;
const PROPERTY = /[pP]\{[^}]*\}/y;
/** Backreferences, octal escapes and what Annex B makes of a stray `\c` or `\k`. */
const RARE = /[1-9k]|0\d|c(?![a-z])/iy;

/** Thrown where an expression has something whose cost is not known: a backreference, a modifier, a set operation. */
export class UnknownCost extends Error {}

/** Reads a regular expression that is known to be valid (ECMA-262 section 22.2.1 with Annex B). */
export function regexTree(source: string, flags: string): RegexNode {
  if (flags.includes('v') && source.includes('[')) throw new UnknownCost();
  return new TreeReader(source, flags).choice();
}

class TreeReader {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  choice(): RegexNode {
    const branches = [this.#sequence()];
    while (this.#char() === '|') {
      this.#at++;
      branches.push(this.#sequence());
    }
    return branches.length === 1 ? (branches[0] as RegexNode) : { is: 'choice', of: branches };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (let char = this.#char(); char !== '' && char !== '|' && char !== ')'; char = this.#char())
      items.push(this.#quantified(this.#atom(char)));
    return { is: 'sequence', of: items };
  }

  #quantified(atom: RegexNode): RegexNode {
    const match = this.#take(QUANTIFIER);
    if (!match) return atom;
    const [, sign, least, comma, most] = match;
    if (sign) return { is: 'repeat', of: atom, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    return { is: 'repeat', of: atom, min, max: comma === undefined ? min : most ? Number(most) : Infinity };
  }

  #atom(char: string): RegexNode {
    if (char === '(') return this.#group();
    if (char === '[') return { is: 'chars', set: this.#class() };
    if (char === '\\') return this.#escape();
    this.#at += char.length;
    if (char === '^') return this.#flags.includes('m') ? { is: 'assertion' } : { is: 'start' };
    if (char === '$') return { is: 'assertion' };
    if (char === '.') return { is: 'chars', set: this.#flags.includes('s') ? ALL : not(of('\n\r')) };
    return { is: 'chars', set: this.#folded(one(char)) };
  }

  #group(): RegexNode {
    const look = this.#take(GROUP)?.[1];
    if (this.#char() === '?') throw new UnknownCost();
    const inner = this.choice();
    this.#at++;
    return look === undefined ? inner : { is: 'look', of: inner, behind: look.startsWith('<') };
  }

  #escape(): RegexNode {
    this.#at++;
    const next = this.#char();
    if (next !== 'b' && next !== 'B') return { is: 'chars', set: this.#folded(this.#escaped()) };
    this.#at++;
    return { is: 'assertion' };
  }

  /** Behind the backslash. */
  #escaped(): CharSet {
    if (this.#take(RARE)) throw new UnknownCost();
    const unicode = /[uv]/.test(this.#flags);
    if (unicode && this.#take(PROPERTY)) return ALL;
    const numbered = this.#take(unicode ? CODE_POINT : CODE_UNIT);
    if (numbered) {
      const control = numbered[1];
      const code = control ? control.charCodeAt(0) % 32 : Number.parseInt(numbered.slice(2).join(''), 16);
      return range(code, code);
    }
    const char = this.#char();
    this.#at += char.length;
    return CLASS_ESCAPES[char] ?? one(CONTROLS[char] ?? char);
  }

  #class(): CharSet {
    this.#at++;
    const negated = this.#char() === '^';
    if (negated) this.#at++;
    let set = 0n;
    while (this.#char() !== ']' && this.#char() !== '') set |= this.#classRange();
    this.#at++;
    if (!negated) return this.#folded(set);
    return set === ALL ? ALL : not(this.#flags.includes('i') ? inBothCases(set) : set);
  }

  #classRange(): CharSet {
    const from = this.#classMember();
    if (this.#char() !== '-' || this.#source.charAt(this.#at + 1) === ']') return from;
    this.#at++;
    const to = this.#classMember();
    if (isOne(from) && isOne(to)) return range(indexOf(from), indexOf(to));
    return from | to | one('-');
  }

  #classMember(): CharSet {
    const char = this.#char();
    this.#at += char.length;
    if (char !== '\\') return one(char);
    if (this.#char() !== 'b') return this.#escaped();
    this.#at++;
    return one('\b');
  }

  #folded(set: CharSet): CharSet {
    if (!this.#flags.includes('i')) return set;
    const both = inBothCases(set);
    return both & FOLDS_FAR ? both | FOLDS_FAR : both;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #char(): string {
    const code = this.#source.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }
}
