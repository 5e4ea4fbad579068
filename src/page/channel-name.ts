import { apply } from './primordials.ts';

/** Gives names for workers' channels that no page can guess. They need no quoting. */
export function createChannelNames(): () => string {
  const { getRandomValues } = Crypto.prototype;
  const random = crypto;
  return () => {
    const bits = apply(getRandomValues, random, [new BigUint64Array(2)]) as BigUint64Array;
    return `framereel_${bits[0]}_${bits[1]}`;
  };
}
