import type { ComponentChildren } from 'preact';
import { readExtensions } from '../../handshake/extension.ts';
import { headerValue } from '../../handshake/headers.ts';
import { extensionNote, subprotocolNote } from '../../handshake/registry.ts';
import { nearnessOf } from '../../handshake/site.ts';
import { type Connection, missingFrames } from '../../session/connection.ts';
import { closeCodeMeaning } from '../explain/close-code.ts';
import { closedBy } from '../explain/connection-story.ts';
import { gapReason } from '../explain/missing.ts';
import { counted } from '../format/count.ts';

const OPENED_BY: Record<Connection['context'], string> = {
  page: 'the page',
  iframe: 'an iframe of the page',
  worker: 'a worker of the page',
  unknown: 'not known',
};

/** By `nearnessOf`. */
const NEARNESS = {
  'same-origin': 'the server’s own: same-origin',
  'same-site': 'another origin of the server’s site: same-site',
  'cross-site': 'another site than the server: cross-site',
  unknown: '',
};

export function HandshakeFacts({ connection }: { connection: Connection }) {
  const { url, origin, documentUrl, context, requested, protocol, opened, source, virtual } = connection;
  return (
    <>
      <dl class="facts">
        <Fact name="URL">{url}</Fact>
        <Fact name="Subprotocols">
          {requested === null ? (
            <Say>What was asked for is not known.</Say>
          ) : requested.length === 0 ? (
            <Say>none asked for</Say>
          ) : (
            <>
              {requested.join(', ')} <Say>asked for</Say>
            </>
          )}
        </Fact>
        {requested !== null && requested.length > 0 && (
          <Fact name="Registry">
            {requested.map((name) => (
              <span class="registry">
                {name} <Say>{subprotocolNote(name)}</Say>
              </span>
            ))}
          </Fact>
        )}
        {opened !== null && (
          <>
            <Fact name="Chosen">{protocol || <Say>no subprotocol</Say>}</Fact>
            <Extensions header={negotiated(connection)} />
          </>
        )}
        <Fact name="Origin">
          {origin || <Say>not known</Say>} <Say>{NEARNESS[nearnessOf(origin, url)]}</Say>
        </Fact>
        <Fact name="Document">{documentUrl || <Say>not known</Say>}</Fact>
        <Fact name="Opened by">
          <span class="say">
            {source === 'replay' && !virtual ? `a replay, through ${OPENED_BY[context]}` : OPENED_BY[context]}
          </span>
        </Fact>
      </dl>
      <CloseFacts connection={connection} />
      <Losses connection={connection} />
    </>
  );
}

/** With their parameters where the answer is known: Firefox tells pages the names alone. */
const negotiated = ({ extensions, handshake }: Connection): string =>
  headerValue(handshake?.response ?? [], 'Sec-WebSocket-Extensions') ?? extensions;

function Extensions({ header }: { header: string }) {
  const extensions = readExtensions(header);
  if (extensions.length === 0)
    return (
      <Fact name="Extensions">
        <Say>none in use: messages go uncompressed</Say>
      </Fact>
    );
  return extensions.map(({ name, meaning, parameters }) => (
    <Fact name="Extension">
      {name} <Say>{[meaning, `${capital(extensionNote(name))}.`].filter(Boolean).join(' ')}</Say>
      {parameters.map((parameter) => (
        <span class="parameter">
          {parameter.name}
          {parameter.value === null ? '' : `=${parameter.value}`}{' '}
          {parameter.meaning && <Say>{parameter.meaning}</Say>}
        </span>
      ))}
    </Fact>
  ));
}

function CloseFacts({ connection }: { connection: Connection }) {
  const { closed, closing } = connection;
  if (!closed && !closing) return null;
  return (
    <>
      <h3 class="section">Close</h3>
      <dl class="facts">
        {closed && (
          <>
            <Fact name="Code">
              {closed.code} <Say>{closeSentence(closed.code)}</Say>
            </Fact>
            <Fact name="Reason">{closed.reason || <Say>none given</Say>}</Fact>
            <Fact name="Clean">
              {closed.wasClean ? 'yes' : 'no'}{' '}
              <Say>
                {closed.wasClean ? 'both sides sent a close frame' : 'the closing handshake was not finished'}
              </Say>
            </Fact>
          </>
        )}
        {(closing || connection.opened !== null) && (
          <Fact name="Closed by">
            <span class="say">{closedBy(connection) ?? 'neither side: the connection broke off'}</span>
            {closing && `, ${closeCall(closing)}`}
          </Fact>
        )}
      </dl>
    </>
  );
}

/** The call as it stood in the page. */
function closeCall({ code, reason }: NonNullable<Connection['closing']>): string {
  const args = [code, reason === null ? null : JSON.stringify(reason)];
  return `close(${args.filter((argument) => argument !== null).join(', ')})`;
}

function closeSentence(code: number): string {
  const { name, meaning } = closeCodeMeaning(code);
  return `${name}. ${meaning}`;
}

/** Frames that are not here, and sends that never happened. */
function Losses({ connection }: { connection: Connection }) {
  const { gaps, discarded } = connection;
  if (gaps.length === 0 && discarded === 0) return null;
  const byReason = new Map<string, number>();
  for (const { reason, frames } of gaps)
    byReason.set(gapReason(reason), (byReason.get(gapReason(reason)) ?? 0) + frames);
  return (
    <>
      <h3 class="section">
        Missing
        {gaps.length > 0 && <span class="aside">{counted(missingFrames(connection), 'frame')}</span>}
      </h3>
      <dl class="facts">
        {[...byReason].map(([reason, frames]) => (
          <Fact name={counted(frames, 'frame')}>
            <span class="say">{reason}</span>
          </Fact>
        ))}
        {discarded > 0 && (
          <Fact name={counted(discarded, 'send')}>
            <span class="say">
              called when the connection was closing or closed: the browser drops such data without a word
            </span>
          </Fact>
        )}
      </dl>
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Say({ children }: { children: ComponentChildren }) {
  return <span class="say dim">{children}</span>;
}
