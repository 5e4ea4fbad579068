import { diagnose } from '../../handshake/diagnose.ts';
import type { Connection } from '../../session/connection.ts';
import { factsOf } from './handshake-facts.ts';

/** Why a handshake failed, in a word or two; '' where nothing is known. */
export const shortReason = (connection: Connection): string => diagnose(factsOf(connection)).short;
