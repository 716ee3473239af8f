import * as vscode from 'vscode';
import { isReportId, type ReportRecord } from './reportRecord.ts';

/** Reports on disk, one JSON file each, in the folder VS Code gives this extension. */
export class ReportStore {
  readonly #folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, 'reports');
  }

  async save(record: ReportRecord): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#folder);
    await vscode.workspace.fs.writeFile(
      this.#file(record.id),
      new TextEncoder().encode(JSON.stringify(record)),
    );
  }

  /** `undefined` when there is none, or none that can be read. */
  async load(id: unknown): Promise<ReportRecord | undefined> {
    if (!isReportId(id)) return undefined;
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#file(id));
      const record = JSON.parse(new TextDecoder().decode(bytes)) as ReportRecord;
      return record.report.schemaVersion === 1 ? record : undefined;
    } catch {
      return undefined;
    }
  }

  #file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}.json`);
  }
}
