import { getOwnPropertyDescriptor, getPrototypeOf, slice } from './primordials.ts';

const NativeError = Error;
const { captureStackTrace } = NativeError;
const functions = Function.prototype;
const objects = Object.prototype;

/** A stack is kept up to so many characters: each line of it may hold a whole `data:` URL. */
const STACK_CHARACTERS = 1 << 14;

/**
 * The stack of whoever called the constructor, in the browser's own format with our lines left in front; null where
 * the page has put itself into the making of stacks (`Error.prepareStackTrace`, which may be inherited): it would see
 * us. Not by an Error, whose name and stack are looked up where a page may have put its own.
 */
export function callerStack(): string | null {
  if (isFormatted(NativeError) || isFormatted(functions) || isFormatted(objects)) return null;
  if (getPrototypeOf(NativeError) !== functions || getPrototypeOf(functions) !== objects) return null;
  const holder = { name: 'Error', message: '', stack: '' };
  captureStackTrace(holder);
  const stack: unknown = holder.stack;
  return typeof stack === 'string' ? slice(stack, 0, STACK_CHARACTERS) : null;
}

const isFormatted = (owner: object): boolean =>
  getOwnPropertyDescriptor(owner, 'prepareStackTrace') !== undefined;
