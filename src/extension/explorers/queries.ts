import type { AnalysisSession, RequestOptions } from '../../analysis/process/session.ts';
import type { MethodName, ReplyOf, RequestOf } from '../../protocol/analysis.ts';
import type { SampleSetName } from '../../protocol/explorer.ts';
import type { ExplorerSamples } from './explorerSamples.ts';
import type { Reader } from './readParams.ts';

/** What a query works on. */
export interface QueryContext {
  readonly samples: ExplorerSamples;
  readonly session: AnalysisSession;
  readonly options: RequestOptions;
}

/** Answers one question of a page. Throws NotOfProtocolError for parameters that no page of ours sends. */
export type Answer<Reply> = (params: unknown, context: QueryContext) => Promise<Reply>;

/** An answer to every question of a page. */
export type AnswerTable<Questions> = {
  readonly [M in keyof Questions]: Questions[M] extends (params: never) => infer Reply
    ? Answer<Reply>
    : never;
};

type QueryParams<M extends MethodName> = Omit<RequestOf<M>, 'subject'> & {
  readonly set: SampleSetName | null;
};

/** Passes a question on to the compute process, with the model and its samples in place of the name of the set. */
export function askCompute<M extends MethodName>(
  method: M,
  read: Reader<QueryParams<M>>,
): Answer<ReplyOf<M>> {
  return (params, context) => computed(method, read(params), context);
}

/** The compute process's reply to a question. */
export async function computed<M extends MethodName>(
  method: M,
  { set, ...params }: QueryParams<M>,
  { samples, session, options }: QueryContext,
): Promise<ReplyOf<M>> {
  const request = { ...params, subject: samples.subject(set) } as unknown as RequestOf<M>;
  return session.request(method, request, options);
}
