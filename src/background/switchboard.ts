import { type ExtensionPort, tryPost } from '../protocol/extension-port.ts';
import { type Call, isHello, LINK_NAME, RELAY_NAME, type Up } from '../protocol/link.ts';
import type { FromRelay, ToRelay } from '../protocol/relay-link.ts';

interface Recorder {
  id: string;
  tab: number;
  port: ExtensionPort;
  documents: Map<string, ExtensionPort>;
}

/** Pairs each recorder with the documents of its tab, port by port, and passes messages on unopened. */
export interface Switchboard {
  /** `from` says who is at the other end: the port's name alone is anybody's word. */
  connect(port: ExtensionPort, from: 'recorder' | 'document'): void;
  /** Answers a document's hello; null if the message is none or nobody records that tab. */
  answer(message: unknown, tab: number | undefined): Call | null;
}

/** @param call asks all documents of a tab to connect to these recorders */
export function createSwitchboard(call: (tab: number, call: Call) => void): Switchboard {
  const recorders = new Map<string, Recorder>();
  let count = 0;

  const connectRecorder = (port: ExtensionPort): void => {
    const [id, tab] = port.name.slice(RELAY_NAME.length).split(':');
    if (!id || !tab) return;
    const recorder: Recorder = { id, tab: Number(tab), port, documents: new Map() };
    recorders.set(id, recorder);
    port.onMessage.addListener((message) => {
      const to = message as ToRelay;
      if (to.type !== 'down') return;
      const document = recorder.documents.get(to.port);
      if (document) tryPost(document, to.message);
    });
    port.onDisconnect.addListener(() => {
      if (recorders.get(id) === recorder) recorders.delete(id);
      for (const document of recorder.documents.values()) document.disconnect();
    });
    call(recorder.tab, { framereel: 'call', recorders: [id] });
  };

  const connectDocument = (document: ExtensionPort): void => {
    const recorder = recorders.get(document.name.slice(LINK_NAME.length + 1));
    if (!recorder) {
      document.disconnect();
      return;
    }
    const name = `${++count}`;
    recorder.documents.set(name, document);
    document.onMessage.addListener((message) => {
      tryPost(recorder.port, { type: 'up', port: name, message: message as Up } satisfies FromRelay);
    });
    document.onDisconnect.addListener(() => {
      recorder.documents.delete(name);
      tryPost(recorder.port, { type: 'lost', port: name } satisfies FromRelay);
    });
  };

  return {
    connect(port, from) {
      if (from === 'recorder' && port.name.startsWith(RELAY_NAME)) connectRecorder(port);
      else if (from === 'document' && port.name.startsWith(`${LINK_NAME}:`)) connectDocument(port);
    },
    answer(message, tab) {
      if (!isHello(message) || tab === undefined) return null;
      const ids = [...recorders.values()].filter((one) => one.tab === tab).map((one) => one.id);
      return ids.length > 0 ? { framereel: 'call', recorders: ids } : null;
    },
  };
}
