import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ReportStore } from '../reportStore.ts';
import { withoutLinks } from '../plainText.ts';
import { untilStable, type FileStamp } from './untilStable.ts';

const setting = 'followChanges';
const lookEveryMs = 400;

/** What happens when a diagnosed model changes on disk. */
type FollowMode = 'off' | 'ask' | 'on';

/**
 * Diagnoses a model again when its file changes, as a training run does: at once or after asking, by the setting
 * `modelGeometry.followChanges`. Only models with a report are followed. A rename over the file counts as a change; what changes
 * during a run is looked at once more after it.
 */
export class ChangeFollower implements vscode.Disposable {
  readonly #store: ReportStore;
  readonly #refresh: (model: string) => Promise<void>;
  readonly #subscriptions: vscode.Disposable[];
  /** Models being watched, asked about or diagnosed; true when they changed again meanwhile. */
  readonly #busy = new Map<string, boolean>();
  #disposed = false;

  /** `refresh` runs the last diagnosis of a model again and tells the user itself what goes wrong. */
  constructor(
    store: ReportStore,
    files: vscode.FileSystemWatcher,
    refresh: (model: string) => Promise<void>,
  ) {
    this.#store = store;
    this.#refresh = refresh;
    const changed = (uri: vscode.Uri): void => void this.#changed(uri);
    this.#subscriptions = [files.onDidChange(changed), files.onDidCreate(changed)];
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }

  async #changed(uri: vscode.Uri): Promise<void> {
    const model = uri.fsPath;
    if (this.#busy.has(model)) {
      this.#busy.set(model, true);
      return;
    }
    do {
      this.#busy.set(model, false);
      await this.#follow(uri);
    } while (this.#busy.get(model) === true && !this.#disposed);
    this.#busy.delete(model);
  }

  async #follow(uri: vscode.Uri): Promise<void> {
    const digest = await this.#store.digest(uri.fsPath);
    if (digest === undefined || modeFor(uri) === 'off' || !vscode.workspace.isTrusted) return;
    const stamp = await untilStable(
      () => stampOf(uri),
      () => new Promise((resolve) => setTimeout(resolve, lookEveryMs)),
    );
    const isNew = stamp !== undefined && stamp.mtime > digest.time;
    if (!isNew || this.#disposed) return;
    // Changes up to here are in the run that starts now.
    this.#busy.set(uri.fsPath, false);
    if (modeFor(uri) === 'on' || (await isWanted(uri))) await this.#refresh(uri.fsPath);
  }
}

function modeFor(uri: vscode.Uri): FollowMode {
  return vscode.workspace.getConfiguration('modelGeometry', uri).get<FollowMode>(setting, 'ask');
}

async function stampOf(uri: vscode.Uri): Promise<FileStamp | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

/** Asks whether to run again; "Always" and "Never" are kept in the settings of the workspace. */
async function isWanted(uri: vscode.Uri): Promise<boolean> {
  const [again, always, never] = [
    vscode.l10n.t('Diagnose Again'),
    vscode.l10n.t('Always'),
    vscode.l10n.t('Never'),
  ];
  const name = withoutLinks(basename(uri.fsPath));
  const question = vscode.l10n.t('{0} has changed on disk.', name);
  const answer = await vscode.window.showInformationMessage(question, again, always, never);
  if (answer === always || answer === never) {
    const mode: FollowMode = answer === always ? 'on' : 'off';
    await vscode.workspace.getConfiguration('modelGeometry', uri).update(setting, mode);
  }
  return answer === again || answer === always;
}
