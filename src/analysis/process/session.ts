import type { ComputeToHost, MethodName, ReplyOf, RequestOf } from '../../protocol/analysis.ts';
import type { Channel, ChannelEnd, ChannelFactory } from './channel.ts';
import { readComputeMessage } from './readComputeMessage.ts';
import {
  CancelledError,
  ComputeDefectError,
  ComputeEndedError,
  UserError,
} from './sessionErrors.ts';

/** How far a request is: `done` of `total` units of `stage`; `total` 0 means unknown. */
export interface RequestProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export interface RequestOptions {
  readonly onProgress?: (progress: RequestProgress) => void;
  /** Aborting it ends the compute process and rejects the request at once. */
  readonly signal?: AbortSignal;
  /**
   * Aborting it lets a run that has something worth having end with that, for which it gets some seconds; any other run is cancelled
   * as by `signal`.
   */
  readonly finish?: AbortSignal;
}

export interface SessionOptions {
  /** A fresh process after this many answers, because ONNX Runtime's arena only grows. Default 8. */
  readonly recycleAfter?: number;
  /** Milliseconds that a run gets to end with what it has. Default 15,000. */
  readonly finishWithin?: number;
}

interface Job {
  readonly id: number;
  readonly method: MethodName;
  readonly params: unknown;
  readonly onProgress: RequestOptions['onProgress'];
  /** The run said that it could end with something worth having. */
  endable: boolean;
  /** Each settles the promise and lets go of the abort signal; later calls do nothing. */
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Typed requests to a compute process that is started when needed. Requests run one after the other (a native run
 * blocks its process anyway). Each ends in its reply or rejects with UserError (a sentence for the user),
 * ComputeDefectError, CancelledError, or ComputeEndedError when the process ended by itself.
 */
export class AnalysisSession {
  readonly #createChannel: ChannelFactory;
  readonly #recycleAfter: number;
  readonly #finishWithin: number;
  readonly #queue: Job[] = [];
  #running: Job | undefined;
  #channel: Channel | undefined;
  #answers = 0;
  #nextId = 1;
  #disposed = false;

  constructor(createChannel: ChannelFactory, options: SessionOptions = {}) {
    this.#createChannel = createChannel;
    this.#recycleAfter = options.recycleAfter ?? 8;
    this.#finishWithin = options.finishWithin ?? 15_000;
  }

  request<M extends MethodName>(
    method: M,
    params: RequestOf<M>,
    options: RequestOptions = {},
  ): Promise<ReplyOf<M>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#disposed) return reject(new ComputeEndedError('the session is closed'));
      const { signal, finish } = options;
      if (signal?.aborted === true || finish?.aborted === true) return reject(new CancelledError());
      const cancel = (): void => this.#cancel(job);
      let patience: ReturnType<typeof setTimeout> | undefined;
      const end = (): void => void (patience = this.#finish(job));
      const release = (): void => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', cancel);
        finish?.removeEventListener('abort', end);
      };
      const job: Job = {
        id: this.#nextId++,
        method,
        params,
        onProgress: options.onProgress,
        endable: false,
        resolve: (result) => (release(), resolve(result)),
        reject: (error) => (release(), reject(error)),
      };
      signal?.addEventListener('abort', cancel, { once: true });
      finish?.addEventListener('abort', end, { once: true });
      this.#queue.push(job);
      this.#startNext();
    }) as Promise<ReplyOf<M>>;
  }

  /** Ends the process; the running request is cancelled, waiting ones run in a new process. */
  restart(): void {
    this.#abandonRunning(new CancelledError());
  }

  /** Ends the process and rejects every request, now and later. */
  dispose(): void {
    this.#disposed = true;
    const waiting = this.#queue.splice(0);
    this.#abandonRunning(new ComputeEndedError('the session is closed'));
    for (const job of waiting) job.reject(new ComputeEndedError('the session is closed'));
  }

  #startNext(): void {
    if (this.#running !== undefined) return;
    const job = this.#queue.shift();
    if (job === undefined) return;
    this.#running = job;
    try {
      this.#channel ??= this.#open();
      this.#channel.post({ type: 'request', id: job.id, method: job.method, params: job.params });
    } catch (error) {
      this.#abandonRunning(
        new ComputeEndedError(error instanceof Error ? error.message : String(error)),
      );
    }
  }

  #open(): Channel {
    const channel = this.#createChannel();
    this.#answers = 0;
    channel.onMessage((message) => {
      if (channel === this.#channel) this.#receive(message);
    });
    channel.onEnd((end) => {
      if (channel === this.#channel) this.#ended(end);
    });
    return channel;
  }

  #receive(raw: unknown): void {
    const message = readComputeMessage(raw);
    if (message === undefined) {
      this.#abandonRunning(new ComputeEndedError('it sent a message that is not of the protocol'));
    } else if (message.type !== 'ready' && message.id === this.#running?.id) {
      this.#receiveFor(this.#running, message);
    }
  }

  #receiveFor(job: Job, message: Exclude<ComputeToHost, { type: 'ready' }>): void {
    if (message.type === 'progress') {
      const { stage, done, total } = message;
      job.onProgress?.({ stage, done, total });
      return;
    }
    if (message.type === 'endable') {
      job.endable = true;
      return;
    }
    this.#running = undefined;
    this.#answers++;
    if (this.#answers >= this.#recycleAfter) this.#dropChannel();
    if (message.type === 'ok') job.resolve(message.result);
    else job.reject(toError(message));
    this.#startNext();
  }

  /** Cancels the job at once, or when its time to end by itself is over. */
  #finish(job: Job): ReturnType<typeof setTimeout> | undefined {
    if (job !== this.#running || !job.endable) {
      this.#cancel(job);
      return undefined;
    }
    this.#channel?.post({ type: 'finish', id: job.id });
    return setTimeout(() => this.#cancel(job), this.#finishWithin);
  }

  #cancel(job: Job): void {
    if (job === this.#running) {
      this.#abandonRunning(new CancelledError());
      return;
    }
    const place = this.#queue.indexOf(job);
    if (place >= 0) this.#queue.splice(place, 1);
    job.reject(new CancelledError());
  }

  #ended(end: ChannelEnd): void {
    this.#abandonRunning(new ComputeEndedError(end.reason, end.detail));
  }

  #abandonRunning(error: Error): void {
    const job = this.#running;
    this.#running = undefined;
    this.#dropChannel();
    job?.reject(error);
    this.#startNext();
  }

  #dropChannel(): void {
    const channel = this.#channel;
    this.#channel = undefined;
    channel?.end();
  }
}

function toError(message: Extract<ComputeToHost, { type: 'error' }>): Error {
  if (!message.user) return new ComputeDefectError(message.message, message.stack);
  return new UserError(message.message, message.code === undefined ? {} : { code: message.code });
}
