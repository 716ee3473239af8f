import { CancelledError, type ProgressSink } from '../../engine/progress.ts';
import { explainSystem, UserError } from '../../engine/userError.ts';
import type { AnalysisMethods, ComputeToHost, MethodName } from '../../protocol/analysis.ts';
import { throttledProgress } from './throttledProgress.ts';

/** An implementation of every method of an interface: the reply may take time, and progress is told meanwhile. */
export type MethodsOf<Methods> = {
  readonly [M in keyof Methods]: Methods[M] extends (request: infer Request) => infer Reply
    ? (params: Request, progress: ProgressSink) => Promise<Reply>
    : never;
};

/** One implementation for every method of the protocol. */
export type MethodTable = MethodsOf<AnalysisMethods>;

/** The compute side's end of the line. */
export interface ServerPort {
  post(message: ComputeToHost): void;
  onMessage(listener: (message: unknown) => void): void;
  /** True once nobody waits for answers any more; a running method then stops at its next progress call. */
  readonly closed: boolean;
}

type Send = (message: ComputeToHost) => void;

/**
 * Answers requests from `port` until it closes. `loadMethods` is called on the first request, so that listening
 * starts before the engine is loaded. A request always gets exactly one "ok" or "error".
 */
export function serveAnalysis(
  loadMethods: () => Promise<Partial<MethodTable>>,
  port: ServerPort,
): void {
  const send: Send = (message) => {
    if (!port.closed) port.post(message);
  };
  const finishing = new Set<number>();
  port.onMessage((message) => {
    const id = requestId(message);
    // Without an id there is nobody to answer.
    if (id === undefined) return;
    if (isFinish(message)) finishing.add(id);
    else void answer(id, message, { loadMethods, port, send, finishing });
  });
  send({ type: 'ready' });
}

interface Server {
  readonly loadMethods: () => Promise<Partial<MethodTable>>;
  readonly port: ServerPort;
  readonly send: Send;
  /** Ids of the requests that were told to end with what they have. */
  readonly finishing: Set<number>;
}

async function answer(id: number, message: unknown, server: Server): Promise<void> {
  const { loadMethods, send, finishing } = server;
  try {
    const methods = await loadMethods();
    const { method, params } = readRequest(message, methods);
    const run = methods[method] as (params: unknown, progress: ProgressSink) => Promise<unknown>;
    send({ type: 'ok', id, result: await run(params, progressOf(id, server)) });
  } catch (error) {
    send(errorMessage(id, explainSystem(error)));
  } finally {
    finishing.delete(id);
  }
}

function progressOf(id: number, { port, send, finishing }: Server): ProgressSink {
  const throwIfCancelled = (): void => {
    if (port.closed) throw new CancelledError();
  };
  return {
    report: throttledProgress((stage, done, total) => {
      throwIfCancelled();
      send({ type: 'progress', id, stage, done, total });
    }),
    throwIfCancelled,
    isOver: () => finishing.has(id),
    endable: () => send({ type: 'endable', id }),
  };
}

function isFinish(message: unknown): boolean {
  return (message as { readonly type?: unknown }).type === 'finish';
}

function requestId(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  return typeof message.id === 'number' ? message.id : undefined;
}

function readRequest(
  message: unknown,
  methods: Partial<MethodTable>,
): { method: MethodName; params: unknown } {
  const { type, method, params } = message as {
    type?: unknown;
    method?: unknown;
    params?: unknown;
  };
  if (type !== 'request' || typeof method !== 'string' || !Object.hasOwn(methods, method)) {
    throw new Error(`The compute process knows no message ${String(type)} ${String(method)}.`);
  }
  return { method: method as MethodName, params };
}

function errorMessage(id: number, error: unknown): ComputeToHost {
  if (error instanceof UserError) {
    return { type: 'error', id, message: error.message, user: true, code: error.code };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'error', id, message, user: false, ...(stack === undefined ? {} : { stack }) };
}
