import * as vscode from 'vscode';
import { RemainingTime, remainingText } from '../analysis/process/remainingTime.ts';
import type { RequestOptions, RequestProgress } from '../analysis/process/session.ts';
import { withoutLinks } from './plainText.ts';
import { progressText } from './progressText.ts';

/**
 * Runs a request under a notification that names the stage, the share done and the time left, and has a Cancel button, or, at another `location`,
 * in the status bar. `listener` hears the same progress.
 */
export async function withProgress<T>(
  title: string,
  run: (options: Required<Pick<RequestOptions, 'onProgress' | 'signal'>>) => Promise<T>,
  listener: (progress: RequestProgress) => void = () => undefined,
  location = vscode.ProgressLocation.Notification,
): Promise<T> {
  return vscode.window.withProgress(
    { location, title: withoutLinks(title), cancellable: true },
    async (notification, token) => {
      const abort = new AbortController();
      const remaining = new RemainingTime();
      const subscription = token.onCancellationRequested(() => abort.abort());
      const onProgress = (progress: RequestProgress): void => {
        const { stage, done, total } = progress;
        const left = remainingText(remaining.estimate(stage, done, total));
        notification.report({ message: withoutLinks(progressText(progress, left)) });
        listener(progress);
      };
      try {
        return await run({ onProgress, signal: abort.signal });
      } finally {
        subscription.dispose();
      }
    },
  );
}

/** Tells that a cancelled run is coming to its end, for as long as that takes. */
export function showEnding(run: Promise<unknown>): void {
  const ended = run.then(
    () => undefined,
    () => undefined,
  );
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Model Geometry: ending with what there is…'),
    ended,
  );
}
