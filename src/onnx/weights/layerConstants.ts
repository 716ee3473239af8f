import { firstNonFinite } from '../../engine/linalg/firstNonFinite.ts';
import { UserError } from '../../engine/userError.ts';
import { type DataFlow, dataFlow } from '../network/dataFlow.ts';
import { Constants } from '../constants/constants.ts';
import { type ConstantTensor } from '../constants/constantTensor.ts';
import { dataSources } from '../dataInputs.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { type Contraction } from '../network/contraction.ts';
import { type AffineLayer } from '../structure.ts';
import { elementCount } from '../tensor/storedTensor.ts';

/** Reads the constants around one affine layer; every number that passes is finite. */
export class LayerConstants {
  readonly units: number;
  readonly #contraction: Contraction | undefined;
  readonly #model: Model;
  readonly #flow: DataFlow;
  readonly #constants: Constants;

  constructor(model: Model, { units, contraction }: Pick<AffineLayer, 'units' | 'contraction'>) {
    this.units = units;
    this.#contraction = contraction;
    this.#model = model;
    this.#constants = new Constants(model);
    this.#flow = dataFlow(model, dataSources(model));
  }

  isData(value: string): boolean {
    return this.#flow.isData(value);
  }

  /** A constant input of `node`. Throws UserError when it cannot be read or holds NaN or infinity. */
  async tensor(node: Node, input: number): Promise<ConstantTensor> {
    const name = node.inputs[input];
    const tensor = await this.#constants.read(name);
    if (!tensor) {
      throw new UserError(
        `${this.#model.path}: the weights "${name}" of node "${nodeName(node)}" are computed inside the graph: export the model with constant folding.`,
        { code: 'unsupported' },
      );
    }
    const bad = firstNonFinite(tensor.data);
    if (bad >= 0) {
      throw new UserError(
        `${this.#model.path}: node "${nodeName(node)}" has the value ${String(tensor.data[bad])} in its tensor "${name}" (element ${String(bad)}): export the model from a checkpoint with finite weights.`,
      );
    }
    return tensor;
  }

  /** A constant input with one number a unit, or one for all of them. */
  async perUnit(node: Node, input: number): Promise<Float64Array> {
    const { data, shape } = await this.tensor(node, input);
    if (data.length === this.units) return data;
    if (data.length === 1) return new Float64Array(this.units).fill(data[0]);
    if (this.#contraction) return spread(data, shape, this.#contraction, this.units);
    throw new UserError(
      `${this.#model.path}: tensor "${node.inputs[input]}" of node "${nodeName(node)}" has ${String(data.length)} values for ${String(this.units)} units, so its hyperplanes lie elsewhere for other rows or positions: export it with one value a unit.`,
      { code: 'unsupported' },
    );
  }
}

/** One number a unit from a tensor that is repeated along some of the axes that count units. */
function spread(
  data: Float64Array,
  shape: readonly number[],
  { outputAxes, sizes, rank }: Contraction,
  units: number,
): Float64Array {
  return Float64Array.from({ length: units }, (_, unit) => {
    let from = 0;
    let rest = unit;
    for (let i = sizes.length - 1; i >= 0; i--) {
      const axis = outputAxes[i] - (rank - shape.length);
      const place = rest % sizes[i];
      rest = Math.floor(rest / sizes[i]);
      if ((shape[axis] ?? 1) > 1) from += place * elementCount(shape.slice(axis + 1));
    }
    return data[from];
  });
}
