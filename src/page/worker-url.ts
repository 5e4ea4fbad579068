import { apply, getOwnPropertyDescriptor, isObject } from './primordials.ts';

const href = getOwnPropertyDescriptor(URL.prototype, 'href')?.get as () => string;

/** The URL given to a constructor of workers; '' for what is neither text nor URL: to ask it might have effects. */
export function givenUrl(given: unknown): string {
  if (typeof given === 'string') return given;
  try {
    return isObject(given) ? apply(href, given, []) : '';
  } catch {
    return '';
  }
}
