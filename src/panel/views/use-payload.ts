import { useEffect, useRef, useState } from 'preact/hooks';
import type { Payload } from '../../protocol/payload.ts';
import type { Session } from '../../session/session.ts';

/**
 * A frame's payload, which is read back where it is on the disk, and stays for as long as it is shown; null where there
 * is none, or while it is read.
 */
export function usePayload({ frames }: Session, frame: number): Payload | null {
  const [, redraw] = useState(0);
  const kept = useRef<{ of: unknown; frame: number; payload: Payload } | null>(null);
  if (kept.current?.of !== frames || kept.current.frame !== frame) kept.current = null;
  const payload = kept.current?.payload ?? frames.payload(frame);
  if (payload !== null) kept.current = { of: frames, frame, payload };
  const isAway = payload === null && frames.isAway(frame);
  useEffect(() => {
    if (!isAway) return;
    let isWanted = true;
    void frames.bring(frame).then(() => isWanted && redraw((times) => times + 1));
    return () => {
      isWanted = false;
    };
  }, [frames, frame, isAway]);
  return payload;
}

/** Has the payloads of the frames that are in view read back where they are on the disk; then draws once more. */
export function useInView({ frames }: Session, shown: readonly number[]): void {
  const [, redraw] = useState(0);
  const away = shown.filter((frame) => frames.isAway(frame)).join(' ');
  useEffect(() => {
    if (away === '') return;
    let isWanted = true;
    void frames.look(shown).then(() => isWanted && redraw((times) => times + 1));
    return () => {
      isWanted = false;
    };
  }, [frames, away]);
}
