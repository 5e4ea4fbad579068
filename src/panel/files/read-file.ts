import type { FileProblem } from '../../session/file-problem.ts';
import type { FilePorts, FileProgress } from '../store/files.ts';
import type { Problems } from '../store/problems.ts';
import { readRemotely } from './remote-import.ts';

/** Problems of a file that are listed one by one; the rest is counted. */
const MAX_LISTED = 50;
/** What a file does not say of what is in it, as against what is wrong with it. */
const UNSAID = new Set<FileProblem['code']>(['UNDATED', 'UNTIMED']);
/** What the program that wrote a file leaves out of all it writes, or what is in it and no frame. */
const LEFT_OUT = new Set<FileProblem['code']>(['HAR_WITHOUT_MESSAGES', 'PAYLOAD_ABSENT', 'MESSAGE_NOT_KEPT']);

/** Opens the sessions of a file, and says what is wrong with it. */
export async function readFile(
  { library, problems }: FilePorts,
  file: File,
  signal: AbortSignal,
  onProgress: (progress: FileProgress) => void,
): Promise<void> {
  const { sessions, problems: found } = await readRemotely(file, signal, ({ read, total }) =>
    onProgress({ label: `Reading ${file.name}`, done: total > 0 ? read / total : null }),
  );
  // It may have been cancelled when all was read and nothing opened.
  signal.throwIfAborted();
  for (const session of sessions) library.open(session);
  report(problems, file.name, found, sessions.length > 0);
}

/** One message a file: what is wrong with it first, the rest as details. */
function report(problems: Problems, name: string, list: FileProblem[], isOpen: boolean): void {
  const [first] = list;
  if (!first) return;
  const line = ({ message, where }: FileProblem): string => (where ? `${where}: ${message}` : message);
  const details = list.slice(0, MAX_LISTED).map(line);
  if (list.length > MAX_LISTED) details.push(`and ${list.length - MAX_LISTED} more`);
  if (!isOpen)
    problems.add(`${name} was not opened: ${line(first)}`, 'Choose a Framereel session or a HAR.', details);
  else if (list.every(({ code }) => UNSAID.has(code) || LEFT_OUT.has(code)))
    problems.add(`${name}: ${first.message}${andMore(list, 'notice')}`, restOf(list), details);
  else
    problems.add(
      `${name} is damaged: ${line(first)}${andMore(list, 'problem')}`,
      'What could be read is open.',
      details,
    );
}

function andMore({ length }: FileProblem[], noun: string): string {
  const others = length - 1;
  return others > 0 ? ` (and ${others} more ${noun}${others === 1 ? '' : 's'})` : '';
}

const restOf = (notices: FileProblem[]): string =>
  notices.some(({ code }) => LEFT_OUT.has(code))
    ? 'What else the file has is open.'
    : 'Everything else is as it was recorded.';
