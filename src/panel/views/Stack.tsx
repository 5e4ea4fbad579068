import { useMemo } from 'preact/hooks';
import type { Connection } from '../../session/connection.ts';
import { initiatorOf, stackText } from '../explain/initiator.ts';
import { CopyButton } from './CopyButton.tsx';

/** Who called `new WebSocket`, innermost call first. */
export function Stack({ connection }: { connection: Connection }) {
  const lines = useMemo(() => initiatorOf(connection.stack ?? ''), [connection.stack]);
  if (lines.length === 0) return <p class="none">{whyEmpty(connection)}</p>;
  return (
    <>
      <h3 class="section">
        Called from
        <span class="aside">
          <CopyButton
            label="Copy stack"
            title="Copy the stack"
            copy={(copier) => copier.text(stackText(lines))}
          />
        </span>
      </h3>
      <ol class="calls">
        {lines.map(({ call, location }) => (
          <li>
            <span class="call">{call || '(top level)'}</span> <span class="location">{location}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function whyEmpty({ source, virtual, document, stack }: Connection): string {
  if (source !== 'wire' && !virtual) return 'Framereel itself opened this connection, for a replay.';
  if (document === '') return 'The file this session was read from does not say what opened this connection.';
  return stack === null
    ? 'What opened this connection is not known: the page itself decides how its stacks are made.'
    : 'What opened this connection is not known: the browser gave no stack.';
}
