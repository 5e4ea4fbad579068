import type { PageEvent } from '../protocol/private-port.ts';
import { resolveSocketUrl } from './document-url.ts';
import { bareArray, getter, now, slice, startsWith } from './primordials.ts';
import type { Recorder, Tapped } from './recorder.ts';

const violation = SecurityPolicyViolationEvent.prototype;
const blockedUri = getter<SecurityPolicyViolationEvent, string>(violation, 'blockedURI');
const directiveOf = getter<SecurityPolicyViolationEvent, string>(violation, 'effectiveDirective');
const policyOf = getter<SecurityPolicyViolationEvent, string>(violation, 'originalPolicy');
const dispositionOf = getter<SecurityPolicyViolationEvent, string>(violation, 'disposition');

/** A policy is kept up to so many characters. */
const POLICY_CHARACTERS = 4096;

/**
 * Finds out which socket a `securitypolicyviolation` event is about, and reports it. The event tells the URL, or no
 * more of it than its origin or scheme (CSP level 3, section 5.4): the first socket that fits and has not been told of.
 */
export function reportViolation(recorder: Recorder, event: SecurityPolicyViolationEvent): void {
  if (!event.isTrusted || dispositionOf(event) !== 'enforce') return;
  const directive = directiveOf(event);
  const uri = blockedUri(event);
  if (directive !== 'connect-src' || !startsWith(uri, 'ws')) return;
  const policy = slice(policyOf(event), 0, POLICY_CHARACTERS);
  const of = recorder.first((one) => isWaiting(one) && startsWith(urlOf(one), uri));
  if (of !== null)
    recorder.tell(of, { type: 'blocked', connection: of.id, time: now(), directive, policy }, false);
}

/** What the constructor refused is known by what the page gave it. */
const urlOf = ({ opening }: Tapped): string => resolveSocketUrl(opening.url, bareArray()) ?? opening.url;

/** Whether a socket neither opened, nor was told to be blocked, nor had arguments that no policy ever saw. */
function isWaiting({ milestones }: Tapped): boolean {
  for (let index = 0; index < milestones.length; index++) {
    const milestone = milestones[index] as PageEvent;
    if (milestone.type === 'open' || milestone.type === 'blocked') return false;
    if (milestone.type === 'refused' && milestone.name === 'SyntaxError') return false;
  }
  return true;
}
