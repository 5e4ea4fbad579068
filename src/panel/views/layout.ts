/** As in the style sheets: one column below it. */
export const NARROW = '(max-width: 600px)';
/** As in the style sheets: details below the table. */
export const MEDIUM = '(max-width: 960px)';

/** Heights as in the style sheets' tokens, CSS pixels. */
export const ROW_HEIGHT = 20;
export const HEAD_HEIGHT = 22;
export const CONNECTION_ROW_HEIGHT = 38;
export const ALL_ROW_HEIGHT = 24;
export const NARROW_ROW_HEIGHT = 22;
