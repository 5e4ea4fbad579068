import './TextView.css';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { counted } from '../format/count.ts';
import { useListWindow } from '../list/use-list-window.ts';
import type { PayloadContent } from '../payload/payload-content.ts';
import type { TextSpan } from '../text/match-spans.ts';
import { LONGEST_LINE, TextLines } from '../text/text-lines.ts';
import { Found } from './Found.tsx';
import { Scroller } from './Scroller.tsx';
import { useStore } from './store-context.ts';
import { useColumns } from './use-columns.ts';
import { useSearch } from './use-search.ts';

/** Height of a line in CSS pixels, as the style sheet has it. */
const LINE_HEIGHT = 16;
/** Texts up to this many characters are drawn whole: they can be selected and searched as a text can. */
export const WHOLE_TEXT = 64 * 1024;

/** `note` says why it is text that is shown, where that has to be said. */
export function TextView({ content, note = '' }: { content: PayloadContent; note?: string }) {
  const { settings } = useStore();
  const wraps = settings.wrapsText;
  const { text } = content;
  const spans = useSearch(text);
  const remark = content.isText
    ? note
    : 'These bytes are not all UTF-8: what cannot be read shows as �. Hex shows every byte.';
  return (
    <>
      <div class="decoder">
        <span class="step">{counted(text.length, 'character')}</span>
        {spans.length > 0 && <span class="step">{counted(spans.length, 'match', 'matches')}</span>}
        <span class="clip remark" title={remark}>
          {remark}
        </span>
        <span class="spring" />
        <label class="check">
          <input
            type="checkbox"
            checked={wraps.value}
            onChange={(event) => (wraps.value = event.currentTarget.checked)}
          />
          Wrap lines
        </label>
      </div>
      {text === '' ? (
        <p class="none">The message is empty.</p>
      ) : text.length <= WHOLE_TEXT ? (
        <WholeText text={text} spans={spans} wraps={wraps.value} />
      ) : (
        <LongText text={text} spans={spans} wraps={wraps.value} />
      )}
    </>
  );
}

interface TextProps {
  text: string;
  /** what is looked for */
  spans: readonly TextSpan[];
  wraps: boolean;
}

function WholeText({ text, spans, wraps }: TextProps) {
  const box = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [spans]);
  return (
    <Scroller label="Text" class="text">
      <pre ref={box} class={wraps ? 'wraps' : undefined}>
        <Found text={text} spans={spans} at={0} end={text.length} />
      </pre>
    </Scroller>
  );
}

function LongText({ text, spans, wraps }: TextProps) {
  const { columns, measure } = useColumns();
  const width = wraps ? columns : LONGEST_LINE;
  const lines = useMemo(() => (width > 0 ? new TextLines(text, width) : null), [text, width]);
  const list = useListWindow({ count: lines?.length ?? 0, rowHeight: LINE_HEIGHT });
  const ref = useCallback((element: HTMLElement | null) => {
    measure(element);
    list.ref(element);
  }, []);
  const [first] = spans;
  useLayoutEffect(() => {
    if (first && lines) list.reveal(lines.lineAt(first.at));
  }, [first, lines]);
  const rows = [];
  for (let line = list.first; lines && line < list.end; line++)
    rows.push(
      <div key={line} class={lines.isContinued(line) ? 'line continued' : 'line'}>
        <Found text={text} spans={spans} {...lines.span(line)} />
      </div>,
    );
  return (
    <Scroller label="Text" class="text" scrollRef={ref}>
      <div class="runway" style={list.runway}>
        <div class="inview" style={list.pane}>
          <div style={list.offset}>{rows}</div>
        </div>
      </div>
    </Scroller>
  );
}
