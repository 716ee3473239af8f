import type { HostToCompute } from '../../protocol/analysis.ts';

/** Why a channel ended. */
export interface ChannelEnd {
  /** In words that fit in brackets, e.g. "signal SIGKILL", "exit code 1". */
  readonly reason: string;
  /** Last lines the other side wrote to stderr; "" when there were none. */
  readonly detail: string;
}

/** The host's end of the line to one compute process. */
export interface Channel {
  /** Never throws; on a line that is ending the message is lost and {@link onEnd} follows. */
  post(message: HostToCompute): void;
  /** Messages as they came, not yet checked. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called exactly once, also when the other side never started. Nothing arrives after it. */
  onEnd(listener: (end: ChannelEnd) => void): void;
  /** Ends the other side at once, whatever it is doing. */
  end(): void;
}

export type ChannelFactory = () => Channel;
