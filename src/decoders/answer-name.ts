/** Ends of names by which messages answer: `join_ack`, `join:reply`, `joinResponse`. */
const ANSWER_END =
  /[._:/\- ](?:ack|acknowledged|reply|response|resp|result|answer|ok)$|(?<=[a-z])(?:Ack|Reply|Response|Result)$/;
/** `join_request` asks, as `join` does. */
const REQUEST_END = /[._:/\- ](?:req|request|init)$|(?<=[a-z])Request$/;
const PAIRS: Readonly<Record<string, string>> = {
  pong: 'ping',
  'pusher:pong': 'pusher:ping',
  PINGRESP: 'PINGREQ',
};

/** A name as it is asked for, without an ending that only says so: `login_request` is `login`. */
export const askedName = (name: string): string => name.replace(REQUEST_END, '');

/**
 * What is answered by a message of this name: `pong` answers `ping`, `join_ack` and `joined` answer `join`. Any of them
 * may be meant, and none need have been asked; empty where the name says nothing of the kind.
 */
export function answeredNames(name: string): string[] {
  const paired = Object.hasOwn(PAIRS, name) ? PAIRS[name] : undefined;
  if (paired !== undefined) return [paired];
  const bare = name.replace(ANSWER_END, '');
  if (bare !== name && bare !== '') return [bare];
  // `subscribed` is of `subscribe`, `joined` of `join`.
  return /[a-z]ed$/i.test(name) ? [name.slice(0, -1), name.slice(0, -2)] : [];
}
