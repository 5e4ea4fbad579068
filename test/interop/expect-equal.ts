import { expect } from 'vitest';
import type { Header } from '../../src/protocol/handshake.ts';
import { messages } from '../e2e/capture/capture.ts';
import type { BrowserKind } from '../support/panel-driver.ts';
import type { Witnessed } from './witness.ts';

/** Firefox shows extensions these as they are before it makes a handshake of the request. */
const LATE = ['Cache-Control', 'Connection', 'Pragma', 'Upgrade'];

/** The panel holds the handshake that was on the wire. */
export function expectHandshake(kind: BrowserKind, { panel, wire }: Witnessed): void {
  const { handshake } = panel;
  expect(handshake).toMatchObject({ status: wire.status, statusText: wire.statusText });
  const isTold = ({ name }: Header): boolean => kind === 'chrome' || !LATE.includes(name);
  expect(inOrder((handshake?.request ?? []).filter(isTold))).toEqual(inOrder(wire.request.filter(isTold)));
  expect(inOrder(handshake?.response ?? [])).toEqual(inOrder(wire.response));
}

/** The panel holds every message that was on the wire, byte by byte, and no other. */
export function expectMessages({ panel, wire }: Witnessed): void {
  expect(messages(panel, 'sent')).toEqual(wire.sent.messages);
  expect(messages(panel, 'received')).toEqual(wire.received.messages);
  expect(panel.gaps).toEqual([]);
}

/** Chrome's log has headers in no order. */
const inOrder = (headers: readonly Header[]): string[] =>
  headers.map(({ name, value }) => `${name}: ${value}`).sort();
