import { apply, bareArray, isArray, isObject, iterableArray } from './primordials.ts';

const { iterator, toPrimitive } = Symbol;
const isFirefox = __BROWSER__ === 'firefox';

/** An object that the browser fails to convert, as it would fail to convert the page's. */
const unconvertible = { __proto__: null };

/*
 * A page sees its arguments converted: `toString` called, iterators stepped through. So that happens once, here, by
 * the browser's own steps (Web IDL section 3.2), and the browser gets what came out. Where a conversion must fail, it
 * gets something that makes it fail by itself: its errors name the method that was called.
 */

/** Whether it is a Proxy that was revoked: whatever is asked of it throws. */
function isRevoked(value: unknown): boolean {
  try {
    isArray(value);
    return false;
  } catch {
    return true;
  }
}

/** What a value is to the browser once the page's own code has had its say: a primitive, or what makes it fail. */
function primitiveOf(value: unknown, hint: 'number' | 'string'): unknown {
  if (!isObject(value) || isRevoked(value)) return value;
  const own = value as Record<PropertyKey, unknown>;
  const convert = own[toPrimitive];
  if (typeof convert === 'function') {
    const result: unknown = apply(convert, value, [hint]);
    return isObject(result) ? unconvertible : result;
  }
  if (convert !== undefined && convert !== null) return { __proto__: null, [toPrimitive]: convert };
  for (let turn = 0; turn < 2; turn++) {
    const method = own[(turn === 0) === (hint === 'string') ? 'toString' : 'valueOf'];
    if (typeof method !== 'function') continue;
    const result: unknown = apply(method, value, []);
    if (!isObject(result)) return result;
  }
  return unconvertible;
}

/** A value as a string, or else as something that is none to the browser either. */
export function convertToText(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const primitive = primitiveOf(value, 'string');
  return typeof primitive === 'symbol' || isObject(primitive) ? primitive : `${primitive as string}`;
}

/** A value as a number, or else as something that is none to the browser either. */
export function convertToNumber(value: unknown): unknown {
  const primitive = primitiveOf(value, 'number');
  return typeof primitive === 'symbol' || typeof primitive === 'bigint' || isObject(primitive)
    ? primitive
    : +(primitive as number);
}

/** What the constructor was given. */
export interface Asked {
  /** not yet resolved */
  url: string;
  /** requested subprotocols in order */
  protocols: string[];
}

/** Converts the constructor's arguments in place. Null where the browser is going to throw. */
export function readArguments(args: unknown[]): Asked | null {
  if (args.length === 0) return null;
  const url = convertToText(args[0]);
  args[0] = url;
  if (typeof url !== 'string') return null;
  const protocols = bareArray<string>();
  if (args.length === 1 || args[1] === undefined) return { url, protocols };
  const given = args[1];
  if (isRevoked(given)) return null;
  const steps = isObject(given) ? (given as { [iterator]?: unknown })[iterator] : undefined;
  const iterated = steps !== undefined && (steps !== null || isFirefox);
  args[1] = iterated ? readSequence(given, steps, protocols) : convertToText(given);
  if (typeof args[1] === 'string') protocols[0] = args[1];
  return typeof args[1] === 'string' || args[1] === protocols ? { url, protocols } : null;
}

/** Reads `sequence<DOMString>` into `texts` and gives them; or what makes the browser fail at the same step. */
function readSequence(given: unknown, steps: unknown, texts: string[]): unknown {
  const failing = (value: unknown) => ({ __proto__: null, [iterator]: value });
  if (typeof steps !== 'function') return failing(steps);
  const source: unknown = apply(steps, given, []);
  if (!isObject(source)) return failing(() => source);
  const { next } = source as Iterator<unknown>;
  if (typeof next !== 'function') return failing(() => ({ __proto__: null, next }));
  for (;;) {
    const result: unknown = apply(next, source, []);
    if (!isObject(result)) return failing(() => ({ __proto__: null, next: () => result }));
    const step = result as IteratorResult<unknown>;
    // Chrome looks at the value first, and does so also at the end.
    const early = isFirefox ? undefined : step.value;
    if (step.done) return iterableArray(texts);
    const text = convertToText(isFirefox ? step.value : early);
    if (typeof text !== 'string') return iterableArray([text]);
    texts[texts.length] = text;
  }
}
