/** Panel → background page, which alone can tell in Firefox: may we read pages of this match pattern? */
export interface AccessQuestion {
  framereel: 'access';
  pattern: string;
  /** also opens the page that asks the user */
  ask: boolean;
}

export const isAccessQuestion = (message: unknown): message is AccessQuestion =>
  typeof message === 'object' &&
  message !== null &&
  (message as AccessQuestion).framereel === 'access' &&
  typeof (message as AccessQuestion).pattern === 'string';
