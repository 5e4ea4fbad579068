import { useSignal } from '@preact/signals';
import { diagnose } from '../../handshake/diagnose.ts';
import type { Diagnosis } from '../../handshake/diagnosis.ts';
import { headerValue } from '../../handshake/headers.ts';
import type { Connection, Handshake as Exchange, Header } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { connectionStory } from '../explain/connection-story.ts';
import { factsOf } from '../explain/handshake-facts.ts';
import { type HeaderRow, responseRows } from '../explain/response-rows.ts';
import { counted } from '../format/count.ts';
import { formatClock, formatDuration, formatElapsed } from '../format/time.ts';
import type { Host } from '../host.ts';
import { EvidenceList, Todo } from './Diagnosis.tsx';
import { HandshakeFacts } from './HandshakeFacts.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { useStore } from './store-context.ts';
import { usePageRequests } from './use-page-requests.ts';

const TONES: Record<'ok' | 'error' | 'plain', IconName> = { ok: 'dot', error: 'failed', plain: 'ring' };

/** How a connection was opened and closed: first the sentence, then what it rests on. */
export function Handshake({ session, connection }: { session: Session; connection: Connection }) {
  useStore().library.revision.value;
  const requests = usePageRequests(session, connection);
  const diagnosis = diagnose(factsOf(connection, requests));
  const isFailed = connection.state === 'failed' && diagnosis.cause !== 'none';
  const story = connectionStory(connection, {
    // What began before the recording did is told by the clock.
    at: (time) => (time < session.started ? formatClock(time) : formatElapsed(time - session.started)),
    lasted: formatDuration,
  });
  return (
    <div class="handshake">
      <div class="left">
        <h2 class="section">
          <Icon name={TONES[story.tone]} class={story.tone} />
          {story.title}
        </h2>
        <div class="verdict">
          {!isFailed && story.what && <p>{story.what}</p>}
          {diagnosis.cause !== 'none' && diagnosis.cause !== 'server-closed' && <p>{diagnosis.sentence}</p>}
          {story.seen && <p class="seen">{story.seen}</p>}
        </div>
        <Todo diagnosis={diagnosis} />
        {(isFailed || connection.handshake) && <EvidenceList evidence={diagnosis.evidence} />}
        <h3 class="section">Connection</h3>
        <HandshakeFacts connection={connection} />
      </div>
      <div class="right">
        {connection.handshake ? (
          <Headers exchange={connection.handshake} diagnosis={diagnosis} />
        ) : (
          <NoHeaders of={connection} />
        )}
      </div>
    </div>
  );
}

function Headers({ exchange, diagnosis }: { exchange: Exchange; diagnosis: Diagnosis }) {
  const { request, status, failure, remoteAddress, inferred } = exchange;
  return (
    <>
      <h3 class="section">
        Request
        {remoteAddress && <span class="aside">to {remoteAddress}</span>}
      </h3>
      {inferred && (
        <p class="passage dim">
          Several sockets of this URL were opened at once. That this exchange is this one’s is told by their
          order alone.
        </p>
      )}
      {isBeforeUpgrade(request) && (
        <p class="passage dim">
          Firefox shows extensions the request before it puts in what every handshake has: Upgrade: websocket,
          Connection: Upgrade, and no-cache in Pragma and Cache-Control. These went out as well.
        </p>
      )}
      <HeaderList headers={request} none="The browser does not show what was sent." />
      <h3 class="section">Response</h3>
      <HeaderList
        headers={status ? responseRows(exchange, diagnosis.header) : []}
        none="There was no response, or the browser does not show it."
      />
      {failure && (
        <>
          <h3 class="section">What the browser said</h3>
          <p class="passage">{failure}</p>
        </>
      )}
    </>
  );
}

/** No handshake goes out like that (RFC 6455 section 4.1). */
const isBeforeUpgrade = (request: readonly Header[]): boolean =>
  headerValue(request, 'Connection') === 'keep-alive';

function HeaderList({ headers, none }: { headers: readonly HeaderRow[]; none: string }) {
  if (headers.length === 0) return <p class="passage dim">{none}</p>;
  return (
    <dl class="headers">
      {headers.map(({ name, value, bad }) => (
        <>
          <dt class={bad ? 'bad' : undefined}>{name}</dt>
          <dd class={bad ? 'bad' : undefined}>
            {bad && <Icon name="close" label="wrong" />}
            <HeaderValue name={name} value={value} />
          </dd>
        </>
      ))}
    </dl>
  );
}

const COOKIES = /^(?:set-)?cookie$/i;
const CREDENTIALS = /^(?:proxy-)?authorization$/i;

/** Cookies and credentials are not for whoever looks over one's shoulder. */
function HeaderValue({ name, value }: Header) {
  const isShown = useSignal(false);
  const isCookie = COOKIES.test(name);
  if (isShown.value || !(isCookie || CREDENTIALS.test(name))) return <>{value}</>;
  const what = isCookie
    ? counted(/^set-/i.test(name) ? 1 : value.split(';').length, 'cookie')
    : 'Credentials';
  return (
    <button type="button" class="link" title="Show" onClick={() => (isShown.value = true)}>
      {what}, hidden
    </button>
  );
}

function NoHeaders({ of }: { of: Connection }) {
  const { host } = useStore();
  return (
    <>
      <h3 class="section">Request and response headers</h3>
      <p class="passage dim">{whyNoHeaders(of, host.home)}</p>
    </>
  );
}

function whyNoHeaders({ virtual, document }: Connection, home: Host['home']): string {
  if (virtual) return 'There was no request: the recording answered in the server’s place.';
  if (document === '')
    return 'The file this session was read from does not have the headers of this handshake.';
  return home === 'window'
    ? 'The headers of this handshake are not known here. Where only DevTools see them, open DevTools before the page connects, and look in their Framereel tab.'
    : 'The headers of this handshake are not known: the browser did not show them to the panel, or they came before it was open.';
}
