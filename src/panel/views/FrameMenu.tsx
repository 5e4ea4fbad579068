import { withTerm } from '../../filter/format.ts';
import { counted } from '../format/count.ts';
import { formatElapsed } from '../format/time.ts';
import { COPY_FORMS, payloadsOf } from '../frames/copy-form.ts';
import { suggestedTerms } from '../frames/frame-menu.ts';
import { FrameView } from '../store/subject.ts';
import { Menu, type MenuEntry } from './Menu.tsx';
import { useStore } from './store-context.ts';
import { useCompare } from './use-compare.ts';
import { useCopier } from './use-copier.ts';
import { useNextOfName } from './use-next-of-name.ts';

interface Props {
  frame: number;
  /** the cell it was opened on, null where that is not known */
  column: string | null;
  at: { left: number; top: number };
  onClose: () => void;
}

/** What can be done with a frame of the table. */
export function FrameMenu({ frame, column, at, onClose }: Props) {
  const { composer, library, query, askForTime, selection, notes, files, pageConsole, said } = useStore();
  const copier = useCopier();
  const { compare, compareChosen } = useCompare();
  const nextOfName = useNextOfName();
  const session = library.active.value;
  const hasPayload = session.frames.hasPayload(frame);
  const canRepeat = hasPayload && composer.canRepeat(frame);

  const several = selection.frames.value;
  const which = several ? `${counted(several.size, 'frame')} ` : '';
  const base = selection.base.value;
  const isMarked = notes.of(frame)?.bookmarked ?? false;

  const { name } = new FrameView(session).at(frame);
  const step = async (way: 1 | -1): Promise<void> => {
    const next = await nextOfName(frame, way);
    if (typeof next === 'number') selection.selectFrame(next);
  };

  const entries: MenuEntry[] = [
    {
      label: 'Resend',
      detail: 'R',
      icon: 'replay',
      disabled: !canRepeat,
      run: () => void composer.resend(frame),
    },
    { label: 'Edit', detail: 'E', icon: 'edit', disabled: !canRepeat, run: () => void composer.edit(frame) },
    'line',
    ...COPY_FORMS.map((form) => ({
      label: `Copy ${which}as ${form.name}`,
      disabled: !hasPayload && several === null,
      run: () => void copier.payloads(payloadsOf(session, selection.chosen()), form),
    })),
    {
      label: `Save ${which || 'frame '}as session`,
      detail: '.jsonl',
      icon: 'export',
      run: () => void files.exportSession('jsonl', { sensitive: false, part: 'selected' }),
    },
    {
      label: isMarked ? 'Remove bookmark' : 'Bookmark',
      detail: 'B',
      icon: isMarked ? 'bookmarked' : 'bookmark',
      run: () => notes.toggle(selection.chosen()),
    },
    {
      label: `Store ${which}as a variable in the Console`,
      detail: 'V',
      disabled: !pageConsole.isThere || (!hasPayload && several === null),
      run: () => void pageConsole.put(selection.chosen()),
    },
    'line',
    {
      label: several?.size === 2 ? 'Compare the two' : 'Compare with the one before of this name',
      detail: 'D',
      icon: 'differs',
      disabled: several !== null && several.size !== 2,
      run: () => void compareChosen(frame),
    },
    ...(base === null || base === frame
      ? [
          {
            label: 'Choose for comparison',
            run: () => {
              selection.base.value = frame;
              said.value = 'Chosen: the menu of another frame compares the two.';
            },
          },
        ]
      : [
          {
            label: `Compare with the one chosen at ${formatElapsed(session.frames.time(base) - session.started)}`,
            run: () => {
              selection.base.value = null;
              compare(base, frame);
            },
          },
        ]),
    'line',
    { label: 'Next of this name', detail: 'N', disabled: name === '', run: () => void step(1) },
    { label: 'Previous of this name', detail: 'P', disabled: name === '', run: () => void step(-1) },
    { label: 'Go to a time…', detail: 'G', run: () => void askForTime() },
    'line',
    ...suggestedTerms(session, frame, column).map(({ label, term }) => ({
      label,
      run: () => {
        query.text.value = withTerm(query.text.value, term);
      },
    })),
  ];
  return <Menu label="Frame" entries={entries} at={at} onClose={onClose} />;
}
