import * as vscode from 'vscode';
import type { ModelSettings } from '../../analysis/settings.ts';
import type { ExplorerPreset } from '../../protocol/explorer.ts';
import type { ComputeService } from '../computeService.ts';
import { modelSettings } from '../lazyBundles.ts';
import { askForData } from '../modelData.ts';
import { type ExplorerKind, viewTypeOf } from './explorerKind.ts';
import { ExplorerPanel } from './explorerPanel.ts';
import { ExplorerSamples } from './explorerSamples.ts';

export interface ExplorerParts {
  readonly extension: vscode.Uri;
  readonly compute: ComputeService;
  readonly log: vscode.LogOutputChannel;
}

/** The open explorers of one kind, one panel a model; brings them back after the window was reloaded. */
export class ExplorerPanels implements vscode.WebviewPanelSerializer {
  readonly #kind: ExplorerKind;
  readonly #parts: ExplorerParts;
  readonly #open = new Map<string, ExplorerPanel>();

  constructor(kind: ExplorerKind, parts: ExplorerParts) {
    this.#kind = kind;
    this.#parts = parts;
  }

  /** Opens an explorer beside the code, or brings up the model's own. */
  show(model: string, settings: ModelSettings, preset: ExplorerPreset | null): void {
    const open = this.#open.get(model);
    const samples = new ExplorerSamples(model, settings);
    if (open) return open.show(samples, preset);
    const panel = vscode.window.createWebviewPanel(
      viewTypeOf(this.#kind),
      this.#kind.title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {},
    );
    this.#adopt(panel, samples, preset);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const model = (state as { model?: unknown } | null | undefined)?.model;
    const settings = typeof model === 'string' ? await storedSettings(model) : undefined;
    if (typeof model !== 'string' || !settings || this.#open.has(model)) panel.dispose();
    else this.#adopt(panel, new ExplorerSamples(model, settings), null);
  }

  #adopt(
    panel: vscode.WebviewPanel,
    samples: ExplorerSamples,
    preset: ExplorerPreset | null,
  ): void {
    const { extension, compute, log } = this.#parts;
    const { model } = samples;
    const chooseSamples = async (): Promise<ExplorerSamples | undefined> => {
      const settings = await askForData(model, compute);
      return settings && new ExplorerSamples(model, settings);
    };
    const session = compute.exploration;
    const parts = { kind: this.#kind, extension, session, samples, log, chooseSamples };
    this.#open.set(model, new ExplorerPanel(panel, parts, preset));
    panel.onDidDispose(() => this.#open.delete(model));
    compute.holdExploration(panel.onDidDispose);
  }
}

/** What model-geometry.json says now; a window that comes back asks nothing. */
async function storedSettings(model: string): Promise<ModelSettings | undefined> {
  try {
    return (await modelSettings().readModelSettings(model)) ?? {};
  } catch {
    // A file that was damaged meanwhile: the command will say so when it is called again.
    return undefined;
  }
}
