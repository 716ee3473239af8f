import * as vscode from 'vscode';
import type { ReportDigest } from '../digest/reportDigest.ts';
import { formatCount } from '../../report/format.ts';
import type { ReportStore } from '../reportStore.ts';
import { findSource, type SourceLine } from './openSource.ts';
import { findingDiagnostic } from './findingDiagnostic.ts';
import { shownFindings } from './shownFindings.ts';

const setting = 'modelGeometry.problems';

/** Shows the findings of every model's last report in the Problems view, also those of earlier sessions. */
export class Problems implements vscode.Disposable {
  readonly #store: ReportStore;
  readonly #collection = vscode.languages.createDiagnosticCollection('model-geometry');
  readonly #subscriptions: vscode.Disposable[];

  constructor(store: ReportStore) {
    this.#store = store;
    this.#subscriptions = [
      store.onDidSave((digest) => void this.#show(digest)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((f) => this.remove(f))),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(setting)) void this.restore();
      }),
    ];
  }

  /** Shows what the store holds of models that are still there. */
  async restore(): Promise<void> {
    this.#collection.clear();
    await Promise.all((await this.#store.digests()).map((digest) => this.#show(digest)));
  }

  /** Takes away the problems of a model, or of every model of a folder. */
  remove(gone: vscode.Uri): void {
    this.#collection.forEach((uri) => {
      if (uri.path === gone.path || uri.path.startsWith(`${gone.path}/`)) {
        this.#collection.delete(uri);
      }
    });
  }

  dispose(): void {
    this.#collection.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }

  async #show({ model, findings, layers }: ReportDigest): Promise<void> {
    const uri = vscode.Uri.file(model);
    const isWanted = vscode.workspace.getConfiguration('', uri).get<boolean>(setting, true);
    if (!isWanted || !(await exists(uri))) {
      this.#collection.delete(uri);
      return;
    }
    const problems = shownFindings(findings, moreText).map(async (finding) => {
      const source = layers.find(({ layer }) => layer === finding.layer)?.source;
      return findingDiagnostic(finding, source && (await locationOf(uri, source)));
    });
    this.#collection.set(uri, await Promise.all(problems));
  }
}

function moreText(count: number, rule: string): string {
  return vscode.l10n.t(
    '{0} more findings of the rule "{1}" are in the report.',
    formatCount(count),
    rule,
  );
}

async function locationOf(
  model: vscode.Uri,
  { file, line }: SourceLine,
): Promise<vscode.Location | undefined> {
  const found = await findSource(model, file);
  return found && new vscode.Location(found, new vscode.Position(Math.max(0, line - 1), 0));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
