import * as vscode from 'vscode';
import type { ModelSettings } from '../analysis/settings.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';

/** Of the setting modelGeometry.memoryBudget, where the engine takes less if the machine has little. */
const defaultMegabytes = 1600;
/** Rows are held as float32. */
const bytesPerNumber = 4;

/** The request for a model: what model-geometry.json says comes first, the editor's settings fill in the rest. */
export function reportRequest(model: string, settings: ModelSettings): DiagnoseRequest {
  const editor = vscode.workspace.getConfiguration('modelGeometry', vscode.Uri.file(model));
  const threads = editor.get<number>('threads', 0);
  const megabytes = editor.get<number>('memoryBudget', defaultMegabytes);
  const spaces = editor.get<readonly string[]>('spaces', []);
  return {
    seed: editor.get<number>('seed', 0),
    // 0 leaves the number to ONNX Runtime, an empty list to the engine.
    ...(threads > 0 && { threads }),
    ...(megabytes !== defaultMegabytes && { held: (megabytes * 1e6) / bytesPerNumber }),
    ...(spaces.length > 0 && { spaces }),
    ...(editor.get<boolean>('sweep', false) && { sweep: true }),
    ...settings,
    thresholds: { ...editor.get<Record<string, number>>('thresholds', {}), ...settings.thresholds },
    model,
  };
}
