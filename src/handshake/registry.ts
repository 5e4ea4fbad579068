/** A name or number that IANA has registered. */
export interface Registration {
  /** what it stands for */
  title: string;
  /** where it is defined */
  reference: string;
}

/** The day of the registry that the copy of extensions below was made from. */
export const REGISTRY_DATE = '2024-08-14';
/** The year up to which the copy of the subprotocols below holds; a name registered later is not in it. */
export const SUBPROTOCOLS_UNTIL = '2022';

/** Each line: identifiers, what they stand for, where that is defined. */
const SUBPROTOCOLS = `
MBWS.huawei.com|MBWS|draft-hapner-hybi-messagebroker-subprotocol
MBLWS.huawei.com|MBLWS|draft-hapner-hybi-messagebroker-subprotocol
soap|SOAP over WebSocket|Microsoft, MS-SWSB
wamp|WAMP, the Web Application Messaging Protocol|wamp-proto.org
v10.stomp v11.stomp v12.stomp|STOMP|stomp.github.io
ocpp1.2 ocpp1.5 ocpp1.6 ocpp2.0 ocpp2.0.1|OCPP, for charging points|Open Charge Alliance
rfb|RFB, as VNC speaks it|RFC 6143
sip|SIP|RFC 7118
notificationchannel-netapi-rest.openmobilealliance.org|OMA notification channel|Open Mobile Alliance
wpcp|Web Process Control Protocol|its registration
amqp|AMQP 1.0|OASIS, AMQP WebSocket Binding
mqtt|MQTT|OASIS, MQTT section 6
jsflow|jsFlow publish and subscribe|its registration
rwpcp|Reverse Web Process Control Protocol|its registration
xmpp|XMPP|RFC 7395
ship|SHIP, Smart Home IP|EEBus Initiative
mielecloudconnect|Miele Cloud Connect|Miele
v10.pcp.sap.com|SAP Push Channel Protocol|SAP
msrp|MSRP, Message Session Relay Protocol|RFC 7977
v1.saltyrtc.org|SaltyRTC 1.0|saltyrtc.org
TLCP-2.0.0.lightstreamer.com TLCP-2.1.0.lightstreamer.com TLCP-2.2.0.lightstreamer.com TLCP-2.3.0.lightstreamer.com|TLCP, Lightstreamer's text protocol|Lightstreamer
bfcp|BFCP, Binary Floor Control Protocol|RFC 8857
sldp.softvelum.com|SLDP, low delay streaming|Softvelum
opcua+uacp|OPC UA, binary|OPC Foundation, Part 6
opcua+uajson|OPC UA, JSON|OPC Foundation, Part 6
v1.swindon-lattice+json|Swindon lattice|its registration
v1.usp|USP, User Services Platform|Broadband Forum
mles-websocket|Mles|mles.io
coap|CoAP|RFC 8323
sqlnet.oracle.com|Oracle SQL*Net|Oracle
oneM2M.R2.0.json oneM2M.R2.0.xml oneM2M.R2.0.cbor|oneM2M release 2|oneM2M TS-0020
transit|Transit|its registration
2016.serverpush.dash.mpeg.org|MPEG-DASH server push|ISO/IEC 23009-6
2018.mmt.mpeg.org|MPEG MMT|ISO/IEC 23008-1
clue|CLUE|RFC 8850
webrtc.softvelum.com|WebRTC signalling|Softvelum
cobra.v2.json|Cobra|its registration
drp|DRP, Distributed Resource Protocol|its registration
hub.bsc.bacnet.org dc.bsc.bacnet.org|BACnet/SC|ASHRAE 135, Annex AB
jmap|JMAP|RFC 8887
t140|T.140 real-time text|RFC 8865
done|Done|its registration
collection-update|Collection update|its registration
text.ircv3.net binary.ircv3.net|IRC|ircv3.net
v3.penguin-stats.live+proto|Penguin Statistics|its registration
`;

/** What IANA does not know, and what is met all the same. */
const UNREGISTERED = `
graphql-ws|GraphQL, as subscriptions-transport-ws speaks it: no longer maintained|Apollo
graphql-transport-ws|GraphQL|graphql-ws on GitHub, PROTOCOL.md
wamp.2.json wamp.2.msgpack wamp.2.cbor wamp.2.ubjson|WAMP 2|wamp-proto.org
mqttv3.1|MQTT 3.1, before it was a standard|IBM and Eurotech
actioncable-v1-json actioncable-unsupported|Action Cable|Ruby on Rails
ocpp2.1|OCPP 2.1, for charging points|Open Charge Alliance
vite-hmr vite-ping|Vite's reloading of modules|vite.dev
v4.channel.k8s.io v5.channel.k8s.io|Kubernetes exec and attach|kubernetes.io
v1.kernel.websocket.jupyter.org|Jupyter kernel messages|jupyter-server
centrifuge-json centrifuge-protobuf|Centrifugo|centrifugal.dev
`;

const EXTENSIONS = `
permessage-deflate|WebSocket Per-Message Deflate|RFC 7692
bbf-usp-protocol|BBF USP Protocol|Broadband Forum
`;

function read(table: string): ReadonlyMap<string, Registration> {
  const entries = new Map<string, Registration>();
  for (const line of table.trim().split('\n')) {
    const [names = '', title = '', reference = ''] = line.split('|');
    for (const name of names.split(' ')) entries.set(name, { title, reference });
  }
  return entries;
}

const subprotocols = read(SUBPROTOCOLS);
const unregistered = read(UNREGISTERED);
const extensions = read(EXTENSIONS);

/** RFC 6455 section 11.5: an application may use any name, so one that is missing is no mistake. */
export const registeredSubprotocol = (name: string): Registration | null => subprotocols.get(name) ?? null;
export const registeredExtension = (name: string): Registration | null => extensions.get(name) ?? null;

/** What the registry says of a subprotocol, for people: its name and reference, or that it is not registered. */
export function subprotocolNote(name: string): string {
  const registered = subprotocols.get(name);
  if (registered) return `${registered.title}, registered (${registered.reference})`;
  const met = unregistered.get(name);
  const copy = `not registered with IANA (copy of ${SUBPROTOCOLS_UNTIL})`;
  return met ? `${met.title} (${met.reference}), ${copy}` : copy;
}

/** As {@link subprotocolNote}, for an extension. */
export function extensionNote(name: string): string {
  const registered = extensions.get(name.toLowerCase());
  return registered
    ? `registered (${registered.reference})`
    : `not registered with IANA (copy of ${REGISTRY_DATE})`;
}
