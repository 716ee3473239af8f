import cliProgress from 'cli-progress';
import type { ProgressSink } from '../engine/progress.ts';
import type { MainParams } from './mainParams.ts';

/** A progress sink with an end: `stop` leaves the terminal as it was. */
export interface ProgressDisplay extends ProgressSink {
  stop(): void;
}

/** A redrawn bar on a terminal, one line a stage elsewhere, nothing when quiet. */
export function progressDisplay(params: MainParams, quiet: boolean): ProgressDisplay {
  if (quiet)
    return { report: () => undefined, throwIfCancelled: () => undefined, stop: () => undefined };
  return params.terminal.interactive ? barDisplay() : lineDisplay(params);
}

function lineDisplay(params: MainParams): ProgressDisplay {
  let last = '';
  return {
    report(stage) {
      if (stage === last) return;
      last = stage;
      params.writeError(`${stage} …\n`);
    },
    throwIfCancelled: () => undefined,
    stop: () => undefined,
  };
}

function barDisplay(): ProgressDisplay {
  const bar = new cliProgress.SingleBar(
    { format: '{bar} {percentage} % {stage}', clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    report(stage, done, total) {
      const size = total > 0 ? total : 1;
      if (started) {
        bar.setTotal(size);
        bar.update(total > 0 ? done : 0, { stage });
      } else {
        bar.start(size, done, { stage });
        started = true;
      }
      // The event loop may be held by the next native call: draw now.
      bar.render();
    },
    throwIfCancelled: () => undefined,
    stop: () => bar.stop(),
  };
}
