import { partsOf, type TextSpan } from '../text/match-spans.ts';

interface FoundProps {
  text: string;
  spans: readonly TextSpan[];
  /** the part that is shown; `end` is not part of it */
  at: number;
  end: number;
}

/** A part of a text, with what was found in it marked. */
export function Found({ text, spans, at, end }: FoundProps) {
  if (spans.length === 0) return <>{text.slice(at, end)}</>;
  return (
    <>
      {partsOf(text, spans, at, end).map(({ text, isFound }, index) =>
        isFound ? <mark key={index}>{text}</mark> : text,
      )}
    </>
  );
}
