/** What the timeline's bars are as high as. */
export type Measure = 'frames' | 'bytes';
