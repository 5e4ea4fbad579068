/** A question that is answered with a line of text. */
export interface Prompt {
  /** the name of the field */
  label: string;
  title: string;
  hint: string;
  initial: string;
  /** What is wrong with an answer, '' if nothing. */
  check(text: string): string;
  take(text: string): void;
}
