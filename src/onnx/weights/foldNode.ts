import { numberAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';
import { type AffineLayer } from '../structure.ts';
import { type LayerConstants } from './layerConstants.ts';

/** z ↦ scale · z + shift, one pair a unit, applied to the bare product of weights and input. */
export interface UnitMap {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** The map a layer's own node applies: its bias, and for Gemm the factors α and β. */
export async function initialUnitMap(
  constants: LayerConstants,
  layer: AffineLayer,
): Promise<UnitMap> {
  const isGemm = layer.op === 'Gemm';
  const map: UnitMap = {
    scale: new Float64Array(layer.units).fill(isGemm ? numberAttribute(layer.node, 'alpha', 1) : 1),
    shift: new Float64Array(layer.units),
  };
  const bias = layer.node.inputs[2];
  // A Gemm may add a data-dependent C: that is a residual, not a bias.
  if (bias !== undefined && bias !== '' && !constants.isData(bias)) {
    const factor = isGemm ? numberAttribute(layer.node, 'beta', 1) : 1;
    map.shift.set((await constants.perUnit(layer.node, 2)).map((value) => factor * value));
  }
  return map;
}

/** Composes `map` with one node that scales or shifts `value`, in place. */
export async function foldNode(
  constants: LayerConstants,
  node: Node,
  value: string,
  map: UnitMap,
): Promise<void> {
  if (node.op === 'BatchNormalization') return foldBatchNormalization(constants, node, map);
  const isFirst = node.inputs[0] === value;
  const operand = await constants.perUnit(node, isFirst ? 1 : 0);
  switch (node.op) {
    case 'Add':
      return compose(map, 1, (unit) => operand[unit]);
    case 'Sub':
      return isFirst
        ? compose(map, 1, (unit) => -operand[unit])
        : compose(map, -1, (unit) => operand[unit]);
    case 'Mul':
      return compose(map, (unit) => operand[unit], 0);
    case 'Div':
      return compose(map, (unit) => 1 / operand[unit], 0);
    default:
      throw new Error(`${node.op} cannot be folded`);
  }
}

/** s = γ/√(σ² + ε): z ↦ s·(z − μ) + β (geometry-spec 1.4). */
async function foldBatchNormalization(
  constants: LayerConstants,
  node: Node,
  map: UnitMap,
): Promise<void> {
  const gamma = await constants.perUnit(node, 1);
  const beta = await constants.perUnit(node, 2);
  const mean = await constants.perUnit(node, 3);
  const variance = await constants.perUnit(node, 4);
  const epsilon = numberAttribute(node, 'epsilon', 1e-5);
  const scale = gamma.map((g, unit) => g / Math.sqrt(variance[unit] + epsilon));
  compose(
    map,
    (unit) => scale[unit],
    (unit) => beta[unit] - scale[unit] * mean[unit],
  );
}

type PerUnit = number | ((unit: number) => number);

function compose(map: UnitMap, factor: PerUnit, offset: PerUnit): void {
  for (let unit = 0; unit < map.scale.length; unit++) {
    const s = typeof factor === 'number' ? factor : factor(unit);
    const t = typeof offset === 'number' ? offset : offset(unit);
    map.scale[unit] *= s;
    map.shift[unit] = s * map.shift[unit] + t;
  }
}
