import { withControl } from './key-label.ts';

/** What keys do in one part of the panel. */
export interface ShortcutGroup {
  where: string;
  /** keys, any of which does it; what it does */
  keys: readonly (readonly [keys: readonly string[], what: string])[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    where: 'Everywhere',
    keys: [
      [[withControl('E')], 'Record, or stop recording'],
      [[withControl('L')], 'Clear'],
      [['/'], 'Filter frames'],
      [[withControl('F')], 'Find in the frame table; elsewhere, filter'],
      [['?'], 'This list'],
    ],
  },
  {
    where: 'Connections',
    keys: [
      [['↑', '↓', 'Home', 'End'], 'Select another; with Shift, several'],
      [[withControl('↑'), withControl('↓')], 'Go on without selecting'],
      [['Space'], 'Add to the selected ones, or take out'],
      [[withControl('A')], 'All connections'],
      [['Enter'], 'To the details'],
      [['Shift+F10'], 'Menu'],
    ],
  },
  {
    where: 'Frames',
    keys: [
      [['↑', '↓', 'Page Up', 'Page Down'], 'Select another frame; with Shift, several'],
      [['Home', 'End'], 'First frame; last frame, and follow new ones'],
      [[withControl('A')], 'Select all'],
      [[withControl('C')], 'Copy the payloads'],
      [['B'], 'Bookmark, or remove the bookmark; a note stays'],
      [['N', 'P'], 'Next, previous frame of the same name'],
      [['G'], 'Go to a time'],
      [['D'], 'Compare two frames, or one with that of the same name before'],
      [['V'], 'Store as a variable in the Console'],
      [['E'], 'Edit in the composer'],
      [['R'], 'Resend'],
      [['Enter', 'Esc'], 'To the details and back; in the table, Esc selects nothing'],
      [['Shift+F10'], 'Menu'],
    ],
  },
  {
    where: 'Columns of the frame table',
    keys: [
      [['Tab'], 'From the frames to the columns'],
      [['←', '→'], 'Next column; with Shift, narrower and wider'],
      [['Enter'], 'Sort ascending, descending, as captured'],
      [['↓', 'Esc'], 'Back to the frames'],
      [['Shift+F10'], 'Show, hide and add columns'],
    ],
  },
  {
    where: 'Filter and find',
    keys: [
      [['Tab'], 'Take what is proposed'],
      [['↓'], 'Propose'],
      [['Enter', 'Shift+Enter'], 'In find: next match, previous match'],
      [['F3', 'Shift+F3'], 'The same from anywhere while find is open'],
      [['F1'], 'In the filter: help'],
      [['Esc'], 'Close, clear, then to the frames'],
    ],
  },
  {
    where: 'Details',
    keys: [
      [['←', '→', '↑', '↓'], 'In a tree: close and open, move'],
      [['Enter'], 'In bytes: choose one; arrows move, with Shift they select'],
      [[withControl('C')], 'Copy the value, or the bytes'],
      [['Shift+F10'], 'Menu of a value'],
    ],
  },
  {
    where: 'Timeline',
    keys: [
      [['←', '→'], 'Move; with Shift, mark a stretch of time'],
      [['Home', 'End', 'Page Up', 'Page Down'], 'Go to either end; move what is shown'],
      [['Enter'], 'Filter by what is marked, or scroll there'],
      [['Esc'], 'Forget what is marked, then to the frames'],
      [['+', '-', '0'], 'Zoom in, out, show all'],
    ],
  },
  {
    where: 'Replay',
    keys: [[['↑', '↓', 'Home', 'End', 'Esc'], 'Select a frame of the recording or the comparison, or none']],
  },
  {
    where: 'Open sessions',
    keys: [
      [['←', '→'], 'Show another'],
      [['Delete'], 'Close the one shown'],
    ],
  },
  { where: 'Composer', keys: [[[withControl('Enter')], 'Send']] },
];
