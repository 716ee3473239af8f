import type { ProgressSink } from '../../engine/progress.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { LayerFigures, ModelFigures } from '../../report/comparison/modelTimeline.ts';
import type { HyperplaneLayer, Report } from '../../report/report.ts';
import { diagnose } from '../diagnose.ts';
import { layerHulls } from './layerHulls.ts';
import { scoreHull } from './scoreHull.ts';

/**
 * The figures of one model of a timeline but its accuracy or error: hyperplanes and activations as a diagnosis finds them, and how far the test samples
 * lie from the training samples in hidden layers and class scores. Throws UserError as a diagnosis does.
 */
export async function modelFigures(
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<Omit<ModelFigures, 'accuracy' | 'error'>> {
  const report = await diagnose({ ...request, parts: ['hyperplanes'], baseline: false }, progress);
  const hulls = await layerHulls(request, progress);
  return {
    path: request.model,
    parameters: report.model.parameters,
    samples: report.hyperplanes?.samples ?? null,
    problems: problemsOf(report),
    layers: (report.hyperplanes?.layers ?? []).map(layerFigures),
    scoreHull: await scoreHull(request, progress),
    ...(hulls.length > 0 && { layerHulls: hulls }),
  };
}

function problemsOf({ findings }: Report): number {
  return findings.filter(({ severity }) => severity !== 'information').length;
}

function layerFigures(layer: HyperplaneLayer): LayerFigures {
  return {
    layer: layer.layer,
    op: layer.op,
    units: layer.units,
    fanIn: layer.fanIn,
    meanNorm: layer.norm.mean,
    meanAbsCosine: layer.cosine?.meanAbs ?? null,
    orthogonalityPenalty: layer.orthogonalityPenalty,
    spectralNorm: layer.spectralNorm,
    effectiveRank: layer.effectiveRank,
    dead: layer.dead?.count ?? null,
    activationRate: layer.activationRate?.mean ?? null,
  };
}
