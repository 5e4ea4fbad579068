import type { Payload } from '../../protocol/payload.ts';
import type { FrameTable } from '../../session/frame-table.ts';
import { counted } from '../format/count.ts';
import { LARGEST_VARIABLE, variableName, variableScript } from './page-variable.ts';

/** What came of it: where the payloads are now, or what is wrong and what to do about it. */
export type Putting = { said: string } | { problem: string; advice: string };

/**
 * Makes the payloads of some frames one variable of the inspected page.
 *
 * @param evaluate runs code in the page and gives what it comes to
 */
export async function putVariable(
  frames: FrameTable,
  chosen: Iterable<number>,
  evaluate: (code: string) => Promise<unknown>,
): Promise<Putting> {
  const payloads: Payload[] = [];
  let bytes = 0;
  for (const frame of chosen) {
    while (frames.isAway(frame)) await frames.bring(frame);
    const payload = frames.payload(frame);
    if (payload === null) continue;
    bytes += frames.size(frame);
    if (bytes > LARGEST_VARIABLE)
      return { problem: 'This is too much for a variable.', advice: 'Save the frames to a file instead.' };
    payloads.push(payload);
  }
  if (payloads.length === 0)
    return {
      problem: 'There is no payload to put into the Console.',
      advice: 'Choose a frame that has one.',
    };
  const name = variableName(await evaluate(variableScript(payloads)).catch(() => undefined));
  if (name === null)
    return {
      problem: 'The page did not take the variable.',
      advice: 'Reload the page, or copy the payload and paste it into the Console.',
    };
  const what = payloads.length === 1 ? 'The payload is' : `${counted(payloads.length, 'payload')} are`;
  return { said: `${what} ${name} in the Console` };
}
