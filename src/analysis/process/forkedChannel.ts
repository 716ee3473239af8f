import { fork, type ChildProcess } from 'node:child_process';
import { storageVariable } from '../../onnx/runtimeStorage.ts';
import type { Channel, ChannelEnd } from './channel.ts';

export interface ForkOptions {
  /** Of Node.js; by default none, not even those of this process. */
  readonly execArgv?: readonly string[];
  /** A folder of this user's where the process may keep an unpacked ONNX Runtime. */
  readonly storage?: string;
}

/** Enough for a native abort message or the top of a stack. */
const stderrTailLength = 4000;
/** Time for the last stderr lines to arrive after the process is gone. */
const closeGraceMs = 250;

/**
 * Forks `modulePath` as a compute process. The process is killed when this one exits; when its line is cut
 * without an exit it is killed too, so a channel always ends.
 */
export function forkedChannel(modulePath: string, options: ForkOptions = {}): Channel {
  const { execArgv = [], storage } = options;
  const child = fork(modulePath, [], {
    serialization: 'advanced',
    execArgv: [...execArgv],
    env: storage === undefined ? process.env : { ...process.env, [storageVariable]: storage },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const tail = stderrTail(child);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('disconnect', kill);
  return {
    post(message) {
      // The callback takes the error of a line that is ending; `onEnd` tells.
      child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd(listener) {
      whenEnded(child, (reason) => {
        process.removeListener('exit', kill);
        listener({ reason, detail: tail() });
      });
    },
    end: kill,
  };
}

function whenEnded(child: ChildProcess, listener: (reason: ChannelEnd['reason']) => void): void {
  let ended = false;
  const finish = (reason: string): void => {
    if (ended) return;
    ended = true;
    child.removeAllListeners('message');
    listener(reason);
  };
  child.on('error', (error) => finish(`it could not be started: ${error.message}`));
  child.once('close', (code, signal) => finish(exitReason(code, signal)));
  child.once('exit', (code, signal) => {
    // 'close' waits for every holder of stderr, which a stray descendant could keep open.
    setTimeout(finish, closeGraceMs, exitReason(code, signal)).unref();
  });
}

function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
}

function stderrTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-stderrTailLength);
  });
  return () => tail;
}
