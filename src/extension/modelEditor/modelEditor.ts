import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { AnalysisSession } from '../../analysis/process/session.ts';
import type { HostToModelPage, ModelPageToHost } from '../../protocol/modelEditor.ts';
import { fileName } from '../../report/headline.ts';
import { complaintOf } from '../errors.ts';
import { verdictText } from '../modelTree/nodeText.ts';
import { panelHtml } from '../panelHtml.ts';
import { refuseUnlessOnDisk } from '../onDisk.ts';
import type { ReportStore } from '../reportStore.ts';
import { isDefaultEditor, makeDefaultEditor } from './defaultEditor.ts';
import { inspectInSteps, type InspectionListener } from './inspectionRun.ts';
import { layerTable } from './layerTable.ts';
import { readModelPageMessage } from './readModelPageMessage.ts';
import { structureView } from './structureView.ts';

/** The read-only editor of `.onnx` files: what the graph says at once, then the geometry of the weights as it arrives. */
export class ModelEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #extension: vscode.Uri;
  readonly #session: AnalysisSession;
  readonly #store: ReportStore;
  /** Pages that are reading their model. */
  #reading = 0;

  constructor(extension: vscode.Uri, session: AnalysisSession, store: ReportStore) {
    this.#extension = extension;
    this.#session = session;
    this.#store = store;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const read: Inspect = async (listener, signal) => {
      refuseUnlessOnDisk(uri);
      await this.#read(uri.fsPath, listener, signal);
    };
    const page = new ModelPage(uri, panel.webview, read, this.#store);
    const changes = this.#store.onDidSave(({ model }) => {
      if (model === uri.fsPath) void page.offer();
    });
    panel.onDidDispose(() => {
      changes.dispose();
      page.close();
    });
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = html(panel.webview, dist);
  }

  /** The process that reads is not needed between two models, so its memory is given back. */
  async #read(model: string, listener: InspectionListener, signal: AbortSignal): Promise<void> {
    this.#reading++;
    try {
      await inspectInSteps(this.#session, model, listener, signal);
    } finally {
      this.#reading--;
      if (this.#reading === 0) this.#session.restart();
    }
  }
}

type Inspect = (listener: InspectionListener, signal: AbortSignal) => Promise<void>;

/** One open model: answers its page, which may be hidden and come back at any time. */
class ModelPage {
  readonly #uri: vscode.Uri;
  readonly #webview: vscode.Webview;
  readonly #inspect: Inspect;
  readonly #store: ReportStore;
  #reading = new AbortController();

  constructor(uri: vscode.Uri, webview: vscode.Webview, inspect: Inspect, store: ReportStore) {
    this.#uri = uri;
    this.#webview = webview;
    this.#inspect = inspect;
    this.#store = store;
    webview.onDidReceiveMessage((value) => {
      const message = readModelPageMessage(value);
      if (message !== undefined) void this.#receive(message);
    });
  }

  close(): void {
    this.#reading.abort();
  }

  /** Tells the page what it can offer. */
  async offer(): Promise<void> {
    const digest = await this.#store.digest(this.#uri.fsPath);
    const verdict = digest === undefined ? null : verdictText(digest);
    this.#post({ type: 'offers', verdict, isDefault: isDefaultEditor() });
  }

  async #receive({ type }: ModelPageToHost): Promise<void> {
    switch (type) {
      case 'ready':
        await Promise.all([this.offer(), this.#read()]);
        break;
      case 'makeDefault':
        await makeDefaultEditor();
        await this.offer();
        break;
      case 'diagnose':
      case 'openReport':
        await vscode.commands.executeCommand(`modelGeometry.${type}`, this.#uri);
        break;
    }
  }

  async #read(): Promise<void> {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    const listener: InspectionListener = {
      structure: (model) => this.#post({ type: 'structure', view: structureView(model) }),
      layers: ({ layers }, measured) =>
        this.#post({
          type: 'layers',
          table: layerTable(layers, measured),
          measured: measured.length,
          total: layers.length,
        }),
    };
    try {
      await this.#inspect(listener, signal);
    } catch (error) {
      const complaint = complaintOf(error);
      const title = fileName(this.#uri.path);
      if (complaint) this.#post({ type: 'failed', title, message: complaint.message });
    }
  }

  #post(message: HostToModelPage): void {
    void this.#webview.postMessage(message);
  }
}

function html(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const addresses = {
    script: address('modelEditor.js'),
    style: address('modelEditor.css'),
    cspSource: webview.cspSource,
  };
  return panelHtml(addresses, {}, randomBytes(18).toString('base64'));
}
