import cliProgress from 'cli-progress';
import { RemainingTime, remainingText } from '../analysis/process/remainingTime.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { printable } from '../engine/userError.ts';
import type { MainParams } from './mainParams.ts';
import { runLimit } from './runLimit.ts';

/** A progress sink with an end: `stop` leaves the terminal as it was. */
export interface ProgressDisplay extends ProgressSink {
  stop(): void;
}

/** Runs something that ends with what it has when its limit is over, under a display; and tells whether Ctrl-C ended it. */
export async function limitedRun<T>(
  params: MainParams,
  options: { readonly quiet?: boolean; readonly seconds?: number },
  run: (display: ProgressSink) => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  const display = limitedDisplay(params, options);
  try {
    const result = await run(display);
    return { result, interrupted: display.interrupted };
  } finally {
    display.stop();
  }
}

function limitedDisplay(
  params: MainParams,
  { quiet, seconds }: { readonly quiet?: boolean; readonly seconds?: number },
): ProgressDisplay & { readonly interrupted: boolean } {
  const display = progressDisplay(params, quiet === true);
  const limit = runLimit(params, seconds);
  return {
    report: (stage, done, total) => display.report(stage, done, total),
    throwIfCancelled: () => display.throwIfCancelled(),
    isOver: () => limit.isOver(),
    get interrupted() {
      return limit.interrupted;
    },
    stop: () => {
      limit.stop();
      display.stop();
    },
  };
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
      params.writeError(`${printable(stage)} …\n`);
    },
    throwIfCancelled: () => undefined,
    stop: () => undefined,
  };
}

function barDisplay(): ProgressDisplay {
  const bar = new cliProgress.SingleBar(
    { format: '{bar} {percentage}% {stage}{left}', clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  const remaining = new RemainingTime();
  let started = false;
  return {
    report(stage, done, total) {
      const size = total > 0 ? total : 1;
      const text = remainingText(remaining.estimate(stage, done, total));
      const shown = { stage: printable(stage), left: text === '' ? '' : `, ${text}` };
      if (started) {
        bar.setTotal(size);
        bar.update(total > 0 ? done : 0, shown);
      } else {
        bar.start(size, done, shown);
        started = true;
      }
      // The event loop may be held by the next native call: draw now.
      bar.render();
    },
    throwIfCancelled: () => undefined,
    stop: () => bar.stop(),
  };
}
