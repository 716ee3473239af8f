import * as vscode from 'vscode';
import { digestOf, type ReportDigest } from './digest/reportDigest.ts';
import {
  isReportDigest,
  isReportId,
  isReportRecord,
  reportId,
  type ReportRecord,
} from './reportRecord.ts';
import { writeJson } from './writeFile.ts';

const digestEnding = '.digest.json';

/**
 * Reports on disk, one JSON file each and beside it its digest, in the folder VS Code gives this extension. The digests are
 * read once and then held.
 */
export class ReportStore implements vscode.Disposable {
  readonly #folder: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<ReportDigest>();
  #digests: Promise<Map<string, ReportDigest>> | undefined;

  /** Fires with the digest of a report that was just saved. */
  readonly onDidSave = this.#changed.event;

  constructor(storage: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#folder = vscode.Uri.joinPath(storage, 'reports');
    this.#log = log;
  }

  /** Keeps a report and returns it with the history that it ends. */
  async save(record: Omit<ReportRecord, 'history'>): Promise<ReportRecord> {
    const digests = await this.#all();
    const digest = digestOf(record, digests.get(record.model)?.history);
    const complete = { ...record, history: digest.history };
    digests.set(record.model, digest);
    this.#changed.fire(digest);
    await this.#write(complete, digest);
    return complete;
  }

  async #write(record: ReportRecord, digest: ReportDigest): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(this.#folder);
      await writeJson(this.#file(record.id, '.json'), record);
      await writeJson(this.#file(record.id, digestEnding), digest);
    } catch (error) {
      // A full disk costs the report after a restart, not the one that was just made.
      this.#log.warn(`${record.model}: its report is not kept: ${String(error)}`);
    }
  }

  /** `undefined` when there is none, or none that can be read. */
  async load(id: unknown): Promise<ReportRecord | undefined> {
    if (!isReportId(id)) return undefined;
    const record = await read(this.#file(id, '.json'));
    return isReportRecord(record) ? record : undefined;
  }

  /** The last report of a model, `undefined` when there is none. */
  async loadModel(model: string): Promise<ReportRecord | undefined> {
    return this.load(reportId(model));
  }

  /** The digest of a model's last report, `undefined` when there is none. */
  async digest(model: string): Promise<ReportDigest | undefined> {
    return (await this.#all()).get(model);
  }

  /** The digests of all reports, in no order. */
  async digests(): Promise<readonly ReportDigest[]> {
    return [...(await this.#all()).values()];
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): Promise<Map<string, ReportDigest>> {
    return (this.#digests ??= this.#readDigests());
  }

  async #readDigests(): Promise<Map<string, ReportDigest>> {
    const files = await listFolder(this.#folder);
    const digests = await Promise.all(
      files
        .filter(([name]) => name.endsWith(digestEnding))
        .map(([name]) => read(vscode.Uri.joinPath(this.#folder, name))),
    );
    return new Map(digests.filter(isReportDigest).map((digest) => [digest.model, digest]));
  }

  #file(id: string, ending: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}${ending}`);
  }
}

async function listFolder(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // Before the first report there is no folder.
    return [];
  }
}

/** The JSON of a file, `undefined` when it is not there or damaged. */
async function read(file: vscode.Uri): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch {
    return undefined;
  }
}
