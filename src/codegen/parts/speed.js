/** 1 is as fast as recorded, 2 twice as fast, Infinity without a pause. */
export const SPEED = 1;
