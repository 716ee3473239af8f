import type { ExplorerScene, ExplorerToHost, HostToExplorer } from '../../src/protocol/explorer.ts';

/** How far the longest running question is. */
export interface AskProgress {
  readonly stage: string;
  /** In [0, 1]; `null` when the total is not known. */
  readonly share: number | null;
}

/** The host did not answer: `message` is one sentence for the user, "" when the user cancelled. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** The model itself has no exact answer to this. */
  readonly unsupported: boolean;

  constructor(message: string, unsupported = false) {
    super(message);
    this.unsupported = unsupported;
  }
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: RefusedError) => void;
}

/** The part of VS Code's page API that is used here. */
export interface ExplorerApi {
  postMessage(message: ExplorerToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

type ParamsOf<Question> = Question extends (params: infer Params) => unknown ? Params : never;
type ReplyTo<Question> = Question extends (params: never) => infer Reply ? Reply : never;

/**
 * The host of an explorer page: typed questions, progress, and the state that outlives the page. `Questions` is the interface of the
 * page's queries in src/protocol/explorer.ts.
 */
export class ExplorerHost<Questions> {
  readonly #api: ExplorerApi;
  readonly #waiting = new Map<number, Waiting>();
  readonly #progress = new Map<number, AskProgress>();
  #nextId = 1;
  #onScene: (scene: ExplorerScene) => void = () => undefined;
  #onProgress: (progress: AskProgress | null) => void = () => undefined;

  constructor(api: ExplorerApi) {
    this.#api = api;
  }

  /** Rejects with {@link RefusedError} only. */
  ask<M extends keyof Questions & string>(
    query: M,
    params: ParamsOf<Questions[M]>,
  ): Promise<ReplyTo<Questions[M]>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#api.postMessage({ type: 'ask', id, query, params });
    });
  }

  /** Ends everything that is being computed; the questions are refused without a sentence. */
  cancel(): void {
    this.#api.postMessage({ type: 'cancel' });
  }

  /** Has the user choose the model's data; a new scene follows unless they walk away. */
  chooseData(): void {
    this.#api.postMessage({ type: 'chooseData' });
  }

  /** Calls `onScene` at first and whenever a command wants to see something else; call once, then the host is told that the page listens. */
  start(onScene: (scene: ExplorerScene) => void): void {
    this.#onScene = onScene;
    this.#api.postMessage({ type: 'ready' });
  }

  /** `listener` hears of progress, and `null` when nothing that tells progress is running any more. */
  onProgress(listener: (progress: AskProgress | null) => void): void {
    this.#onProgress = listener;
  }

  getState(): unknown {
    return this.#api.getState();
  }

  /** Keeps the reader's choice, also across a reload of the window, beside the host's own key. */
  setState(state: object): void {
    // The host finds the model of a reloaded window by this, so every state carries it.
    const { model } = document.documentElement.dataset;
    this.#api.setState({ ...state, model });
  }

  receive(message: HostToExplorer): void {
    if (message.type === 'scene') return this.#onScene(message.scene);
    if (message.type === 'progress') {
      const { id, stage, share } = message;
      this.#progress.set(id, { stage, share });
      return this.#tellProgress();
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (this.#progress.delete(message.id)) this.#tellProgress();
    if (message.type === 'answer') waiting?.resolve(message.result as never);
    else waiting?.reject(new RefusedError(message.message ?? '', message.unsupported));
  }

  #tellProgress(): void {
    this.#onProgress(this.#progress.values().next().value ?? null);
  }
}
