import {
  initialisationScaleLog,
  productBoundLogs,
  serraBoundLogs,
} from '../../engine/regions/regionBoundLogs.ts';
import { intsAttribute } from '../../onnx/attributes.ts';
import { isSiteChain } from '../../onnx/network/siteChain.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { ActivationSite } from '../../onnx/structure.ts';
import type { RegionBounds, RegionLayer } from '../../report/report.ts';
import type { Subject } from './subject.ts';

/**
 * The regions that samples were found in, beside the most that the architecture can have and the scale at initialisation (geometry-spec
 * D13). `undefined` without switches and for a model that is not piecewise linear, which has no regions to count.
 */
export function regionBounds(
  { model, structure, input }: Subject,
  { siteLayouts, inputLength }: Pick<ModelRunner, 'siteLayouts' | 'inputLength'>,
  measured: readonly Pick<RegionLayer, 'cumulative'>[],
): RegionBounds | undefined {
  const { sites, piecewiseLinear } = structure;
  if (!piecewiseLinear) return undefined;
  const perOutput = sites.map(hyperplanesPerOutput);
  const unknown = perOutput.indexOf(undefined);
  const known = unknown < 0 ? sites : sites.slice(0, unknown);
  if (known.length === 0) return undefined;
  const outputs = known.map((_, i) => siteLayouts[i].units * siteLayouts[i].positions);
  const hyperplanes = outputs.map((count, i) => count * perOutput[i]!);
  const isChain = known.every(isRelu) && isSiteChain(model, known, input.name);
  const upper = (isChain ? serraBoundLogs : productBoundLogs)(inputLength, hyperplanes);
  let units = 0;
  return {
    inputDimension: inputLength,
    bound: isChain ? 'chain' : 'product',
    layers: known.map(({ name }, i) => {
      units += outputs[i];
      return {
        layer: name,
        hyperplanes: hyperplanes[i],
        measured: Math.log10(measured[i].cumulative.distinctPatterns),
        upper: upper[i],
        initialisation: initialisationScaleLog(inputLength, units),
      };
    }),
  };
}

/** A unit that is off must be off wholly, or the rank of what follows does not drop. */
function isRelu({ op, code }: ActivationSite): boolean {
  return op === 'Relu' && code.kind === 'sign';
}

/** Hyperplanes on which one output switches, at most; `undefined` where the graph does not say how many inputs it chooses from. */
function hyperplanesPerOutput({ op, code, node }: ActivationSite): number | undefined {
  switch (code.kind) {
    case 'sign':
    case 'soft-sign':
      return 1;
    case 'clip':
      return [code.low, code.high].filter(Number.isFinite).length;
    case 'winner':
      return pairs(node.inputs.length);
    case 'window': {
      const kernel = op === 'MaxPool' ? intsAttribute(node, 'kernel_shape') : undefined;
      return kernel && pairs(kernel.reduce((product, size) => product * size, 1));
    }
  }
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
