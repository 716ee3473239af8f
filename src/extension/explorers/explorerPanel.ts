import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { AnalysisSession } from '../../analysis/process/session.ts';
import { isUserError } from '../../analysis/process/sessionErrors.ts';
import type { ExplorerPreset, ExplorerToHost, HostToExplorer } from '../../protocol/explorer.ts';
import { complain } from '../complain.ts';
import { complaintOf } from '../errors.ts';
import { panelHtml } from '../panelHtml.ts';
import { shareDone } from '../progressText.ts';
import type { ExplorerKind } from './explorerKind.ts';
import type { ExplorerSamples } from './explorerSamples.ts';
import { readExplorerMessage } from './readExplorerMessage.ts';
import { NotOfProtocolError } from './readParams.ts';

type Question = Extract<ExplorerToHost, { type: 'ask' }>;

export interface ExplorerPanelParts {
  readonly kind: ExplorerKind;
  readonly extension: vscode.Uri;
  readonly session: AnalysisSession;
  readonly samples: ExplorerSamples;
  readonly log: vscode.LogOutputChannel;
  /** Asks the user for the model's data; `undefined` when they walk away. */
  readonly chooseSamples: () => Promise<ExplorerSamples | undefined>;
}

/** One explorer in one webview. The page asks, also for its scene ("ready"), so it can be hidden, reloaded and reopened at any time. */
export class ExplorerPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: ExplorerPanelParts;
  #samples: ExplorerSamples;
  #preset: ExplorerPreset | null;
  /** Ends what is being computed for this page. */
  #running = new AbortController();

  constructor(
    panel: vscode.WebviewPanel,
    parts: ExplorerPanelParts,
    preset: ExplorerPreset | null,
  ) {
    this.#panel = panel;
    this.#parts = parts;
    this.#samples = parts.samples;
    this.#preset = preset;
    const { extension, kind, samples } = parts;
    panel.title = `${kind.title}: ${basename(samples.model)}`;
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
    panel.onDidDispose(() => this.#running.abort());
    panel.webview.onDidReceiveMessage((value) => this.#receive(value));
    const dist = vscode.Uri.joinPath(extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = this.#html(dist);
  }

  /** Brings the panel up with the model's samples as they are now; a preset replaces what the page shows. */
  show(samples: ExplorerSamples, preset: ExplorerPreset | null): void {
    this.#samples = samples;
    this.#preset = preset;
    // A hidden page is not there to listen; it asks when it comes up.
    if (this.#panel.visible) this.#postScene();
    this.#panel.reveal(undefined, true);
  }

  #receive(value: unknown): void {
    try {
      const message = readExplorerMessage(value);
      if (message.type === 'ready') this.#postScene();
      else if (message.type === 'cancel') this.#cancel();
      else if (message.type === 'chooseData') void this.#chooseData();
      else void this.#answer(message);
    } catch (error) {
      if (!(error instanceof NotOfProtocolError)) throw error;
      this.#parts.log.warn(error.message);
    }
  }

  #cancel(): void {
    this.#running.abort();
    this.#running = new AbortController();
  }

  async #chooseData(): Promise<void> {
    try {
      const samples = await this.#parts.chooseSamples();
      if (samples) this.show(samples, null);
    } catch (error) {
      void complain(error, this.#parts.log, {});
    }
  }

  async #answer({ id, query, params }: Question): Promise<void> {
    try {
      this.#post({ type: 'answer', id, result: await this.#ask(id, query, params) });
    } catch (error) {
      const complaint = complaintOf(error);
      if (complaint) this.#parts.log.error(complaint.message, complaint.detail);
      const unsupported = isUserError(error) && error.code === 'unsupported';
      this.#post({ type: 'refused', id, message: complaint?.message ?? null, unsupported });
    }
  }

  async #ask(id: number, query: string, params: unknown): Promise<unknown> {
    const { kind, session } = this.#parts;
    const samples = this.#samples;
    if (!Object.hasOwn(kind.answers, query)) {
      throw new NotOfProtocolError(Object.keys(kind.answers).join(', '));
    }
    const options = {
      signal: this.#running.signal,
      onProgress: ({ stage, done, total }: { stage: string; done: number; total: number }) =>
        this.#post({ type: 'progress', id, stage, share: shareDone({ stage, done, total }) }),
    };
    return kind.answers[query](params, { samples, session, options });
  }

  /** A preset counts once: after that the page keeps its own choice. */
  #postScene(): void {
    const { sets } = this.#samples;
    const model = basename(this.#samples.model);
    this.#post({ type: 'scene', scene: { model, sets, preset: this.#preset } });
    this.#preset = null;
  }

  #post(message: HostToExplorer): void {
    void this.#panel.webview.postMessage(message);
  }

  #html(dist: vscode.Uri): string {
    const { webview } = this.#panel;
    const address = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    const addresses = {
      script: address('explorer.js'),
      style: address('explorer.css'),
      cspSource: webview.cspSource,
    };
    const { kind, samples } = this.#parts;
    const data = { explorer: kind.name, model: samples.model };
    return panelHtml(addresses, data, randomBytes(18).toString('base64'));
  }
}
