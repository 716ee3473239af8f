import type { HostToCompute } from '../../src/protocol/analysis.ts';
import type { Channel, ChannelEnd } from '../../src/analysis/process/channel.ts';
import { serveAnalysis, type MethodTable } from '../../src/analysis/process/serveAnalysis.ts';

/**
 * The compute process's twin in this process, for tests: same messages, copied the same way. Ending it
 * stops a running method at its next progress call.
 */
export function inProcessChannel(loadMethods: () => Promise<Partial<MethodTable>>): Channel {
  let closed = false;
  let toHost: ((message: unknown) => void) | undefined;
  let toCompute: ((message: unknown) => void) | undefined;
  let ended: ((end: ChannelEnd) => void) | undefined;
  const deliver = (listener: () => ((message: unknown) => void) | undefined, message: unknown) => {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      if (!closed) listener()?.(copy);
    });
  };
  serveAnalysis(loadMethods, {
    post: (message) => deliver(() => toHost, message),
    onMessage: (listener) => void (toCompute = listener),
    get closed() {
      return closed;
    },
  });
  return {
    post: (message: HostToCompute) => deliver(() => toCompute, message),
    onMessage: (listener) => void (toHost = listener),
    onEnd: (listener) => void (ended = listener),
    end() {
      if (closed) return;
      closed = true;
      setImmediate(() => ended?.({ reason: 'it was ended', detail: '' }));
    },
  };
}
