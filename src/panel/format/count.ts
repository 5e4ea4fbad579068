const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `98,330`. */
export const formatCount = (count: number): string => grouped.format(count);

/** `1 connection`, `2,004 connections`. `many` where it is not `one` with an s. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
