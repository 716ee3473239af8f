import type { AnalysisSession } from '../../analysis/process/session.ts';
import type { InspectedLayers, ModelInspection } from '../../protocol/inspect.ts';

/** Time for one batch of layers: how often the page hears something new. */
const batchMs = 400;

type Measured = InspectedLayers['layers'][number];

/** What is told while a model is read. */
export interface InspectionListener {
  structure(model: ModelInspection): void;
  /** The layers measured so far, in graph order; called again whenever there are more. */
  layers(model: ModelInspection, measured: readonly Measured[]): void;
}

/**
 * Reads a model's structure, which takes milliseconds for any size, then the weights of its layers in batches. Rejects as the
 * session does, with CancelledError when `signal` is aborted.
 */
export async function inspectInSteps(
  session: AnalysisSession,
  model: string,
  listener: InspectionListener,
  signal: AbortSignal,
): Promise<void> {
  const inspection = await session.request('inspectModel', { model }, { signal });
  listener.structure(inspection);
  const total = inspection.layers.length;
  const measured: Measured[] = [];
  listener.layers(inspection, measured);
  while (measured.length < total) {
    const request = { model, first: measured.length, count: total, budgetMs: batchMs };
    const { layers } = await session.request('inspectLayers', request, { signal });
    // The file may have changed meanwhile and have fewer layers.
    if (layers.length === 0) break;
    measured.push(...layers);
    listener.layers(inspection, measured);
  }
}
