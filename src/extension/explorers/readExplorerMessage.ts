import type { ExplorerToHost } from '../../protocol/explorer.ts';
import { anyOf, oneOf, record, type Reader, whole } from './readParams.ts';

const text: Reader<string> = (value) => (typeof value === 'string' ? value : '');
const anything: Reader<NonNullable<unknown>> = (value) => value ?? {};

/** A message of a page; the parameters of a question are read by the query that answers it. Throws NotOfProtocolError. */
export const readExplorerMessage: Reader<ExplorerToHost> = anyOf<ExplorerToHost>(
  record<Extract<ExplorerToHost, { type: 'ready' }>>({ type: oneOf('ready') }),
  record<Extract<ExplorerToHost, { type: 'cancel' }>>({ type: oneOf('cancel') }),
  record<Extract<ExplorerToHost, { type: 'chooseData' }>>({ type: oneOf('chooseData') }),
  record<Extract<ExplorerToHost, { type: 'ask' }>>({
    type: oneOf('ask'),
    id: whole(),
    query: text,
    params: anything,
  }),
);
