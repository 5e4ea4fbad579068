import type { FileProblem } from '../../session/file-problem.ts';
import type { FilePorts, FileProgress } from '../store/files.ts';
import type { Problems } from '../store/problems.ts';
import { readRemotely } from './remote-import.ts';

/** Problems of a file that are listed one by one; the rest is counted. */
const MAX_LISTED = 50;
/** What a file does not say, as against what is wrong with it. */
const NOTICES = new Set<FileProblem['code']>(['UNDATED', 'UNTIMED']);

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
  if (isOpen && list.every(({ code }) => NOTICES.has(code))) {
    problems.add(`${name}: ${first.message}`, 'Everything else is as it was recorded.');
    return;
  }
  const line = ({ message, where }: FileProblem): string => (where ? `${where}: ${message}` : message);
  const details = list.slice(0, MAX_LISTED).map(line);
  if (list.length > MAX_LISTED) details.push(`and ${list.length - MAX_LISTED} more`);
  const others = list.length - 1;
  const more = others > 0 ? ` (and ${others} more ${others === 1 ? 'problem' : 'problems'})` : '';
  if (isOpen)
    problems.add(`${name} is damaged: ${line(first)}${more}`, 'What could be read is open.', details);
  else
    problems.add(`${name} was not opened: ${line(first)}`, 'Choose a Framereel session or a HAR.', details);
}
