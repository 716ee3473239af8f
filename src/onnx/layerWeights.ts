import { firstNonFinite } from '../engine/linalg/firstNonFinite.ts';
import { UserError } from '../engine/userError.ts';
import { weightInput } from './network/affineLayer.ts';
import { soleConsumer } from './network/foldChain.ts';
import { nodeName } from './graph/linkGraph.ts';
import { type Model } from './model.ts';
import { type AffineLayer, type LayerWeights } from './structure.ts';
import { foldNode, initialUnitMap, type UnitMap } from './weights/foldNode.ts';
import { LayerConstants } from './weights/layerConstants.ts';
import { weightRows } from './weights/weightRows.ts';

/**
 * Weights and biases of a layer with everything up to `layer.output` folded in: bias Add, per-unit scaling, BatchNormalization
 * (geometry-spec 1.4). A row is one unit's weights as they meet the input: for convolutions c_in/group · kernel entries, input
 * channel outermost. Throws UserError naming node and tensor when a number is NaN or infinite, or when a weight is computed by
 * operators that cannot be evaluated beforehand.
 */
export async function readLayerWeights(model: Model, layer: AffineLayer): Promise<LayerWeights> {
  const constants = new LayerConstants(model, layer);
  const input = weightInput(layer.node, (value) => constants.isData(value));
  const stored = await constants.tensor(layer.node, input);
  if (stored.data.length !== layer.units * layer.fanIn) {
    throw new UserError(
      `${model.path}: the weights of "${nodeName(layer.node)}" are ${stored.data.length} numbers where its ${layer.units} units need ${layer.fanIn} each: export the model again.`,
    );
  }
  const data = weightRows(layer, stored, input);
  const map = await initialUnitMap(constants, layer);
  for (let value = layer.node.outputs[0]!; value !== layer.output;) {
    const node = soleConsumer(model.graph, value);
    if (!node) throw new Error(`Layer "${layer.name}" does not lead to "${layer.output}"`);
    await foldNode(constants, node, value, map);
    value = node.outputs[0]!;
  }
  scaleRows(data, map.scale, layer.fanIn);
  refuseOverflow(model, layer, data, map);
  return { weights: { rows: layer.units, columns: layer.fanIn, data }, bias: map.shift };
}

function scaleRows(data: Float64Array, scale: Float64Array, columns: number): void {
  for (let unit = 0, at = 0; unit < scale.length; unit++) {
    const factor = scale[unit]!;
    for (const end = at + columns; at < end; at++) data[at]! *= factor;
  }
}

/** The stored numbers are finite by now, but their combination need not be: a BatchNormalization with a negative variance. */
function refuseOverflow(model: Model, layer: AffineLayer, data: Float64Array, map: UnitMap): void {
  if (firstNonFinite(data) < 0 && firstNonFinite(map.shift) < 0) return;
  throw new UserError(
    `${model.path}: folding the nodes behind "${nodeName(layer.node)}" (up to "${layer.output}") gives weights that are not finite: check the scales and variances stored there.`,
  );
}
