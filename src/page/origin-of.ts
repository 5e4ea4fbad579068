import { getter } from './primordials.ts';

const NativeURL = URL;
const origin = getter<URL, string>(NativeURL.prototype, 'origin');

/** The origin of a socket's URL, as its message events state it. */
export const originOf = (url: string): string => origin(new NativeURL(url));
