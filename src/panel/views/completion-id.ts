/** The element of a proposal, by which the input says where the keyboard is. `list` is the id of all of them. */
export const completionId = (list: string, index: number): string => `${list}-${index}`;
