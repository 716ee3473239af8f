import * as vscode from 'vscode';
import type { ExplorerPreset, SampleSetName } from '../../protocol/explorer.ts';
import { complain } from '../complain.ts';
import { refuseUnlessRunnable } from '../diagnosis.ts';
import { settingsFor } from '../modelData.ts';
import { modelFor } from '../pickModel.ts';
import { type ExplorerKind, viewTypeOf } from './explorerKind.ts';
import { ExplorerPanels, type ExplorerParts } from './explorerPanels.ts';
import { neighbourhoodExplorer } from './neighbourhoodExplorer.ts';
import { pathExplorer } from './pathExplorer.ts';
import { listOf, oneOf, optional, record, whole } from './readParams.ts';
import { sliceExplorer } from './sliceExplorer.ts';

const kinds: readonly ExplorerKind[] = [sliceExplorer, pathExplorer, neighbourhoodExplorer];

/** What a caller of a command may ask to see. */
const readPreset = record<ExplorerPreset>({
  set: optional(oneOf<SampleSetName>('train', 'test')),
  samples: listOf(whole(), 3),
});

/**
 * The explorers' commands and the panels that come back after a reload. Each command takes the model's Uri and an
 * {@link ExplorerPreset}, both optional, and resolves when the panel is open, or after telling the user why not.
 */
export function registerExplorers(parts: ExplorerParts): vscode.Disposable[] {
  return kinds.flatMap((kind) => {
    const panels = new ExplorerPanels(kind, parts);
    const open = (target?: unknown, preset?: unknown): Promise<void> =>
      explore(parts, panels, target, preset);
    return [
      vscode.commands.registerCommand(`modelGeometry.${kind.command}`, open),
      vscode.window.registerWebviewPanelSerializer(viewTypeOf(kind), panels),
    ];
  });
}

async function explore(
  parts: ExplorerParts,
  panels: ExplorerPanels,
  target: unknown,
  preset: unknown,
): Promise<void> {
  try {
    const model = await modelFor(target);
    if (model === undefined) return;
    refuseUnlessRunnable(model);
    const settings = await settingsFor(model.fsPath, parts.compute);
    if (settings === undefined) return;
    // The Explorer's menu passes the list of selected files in this place.
    const wanted = preset === undefined || Array.isArray(preset) ? null : readPreset(preset);
    panels.show(model.fsPath, settings, wanted);
  } catch (error) {
    const retry = (): void => {
      parts.compute.restart();
      void explore(parts, panels, target, preset);
    };
    void complain(error, parts.log, { Restart: retry });
  }
}
