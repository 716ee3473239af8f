import * as vscode from 'vscode';
import { complaintOf, type ErrorAction } from './errors.ts';
import { withoutLinks } from './plainText.ts';

/** What each action does; `undefined` where the command has nothing to offer for it. */
export type Remedies = Partial<Record<Exclude<ErrorAction, 'Show Log'>, () => void>>;

/** Shows an error as one sentence with its ways out, and logs it. A run ended by the user says nothing. */
export async function complain(
  error: unknown,
  log: vscode.LogOutputChannel,
  remedies: Remedies,
): Promise<void> {
  const complaint = complaintOf(error);
  if (complaint === undefined) return;
  log.error(complaint.message);
  if (complaint.detail !== '') log.error(complaint.detail);
  const actions = complaint.actions.filter((a) => a === 'Show Log' || remedies[a] !== undefined);
  const action = await vscode.window.showErrorMessage(withoutLinks(complaint.message), ...actions);
  if (action === 'Show Log') log.show();
  else if (action !== undefined) remedies[action]?.();
}
