import * as vscode from 'vscode';
import type { RequestOptions, RequestProgress } from '../analysis/process/session.ts';
import { progressText } from './progressText.ts';

/**
 * Runs a request under a notification that names the stage and the share done and has a Cancel button, or, at another `location`,
 * in the status bar. `listener` hears the same progress.
 */
export async function withProgress<T>(
  title: string,
  run: (options: Required<RequestOptions>) => Promise<T>,
  listener: (progress: RequestProgress) => void = () => undefined,
  location = vscode.ProgressLocation.Notification,
): Promise<T> {
  return vscode.window.withProgress(
    { location, title, cancellable: true },
    async (notification, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      const onProgress = (progress: RequestProgress): void => {
        notification.report({ message: progressText(progress) });
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
