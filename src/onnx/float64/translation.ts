import type { SwitchSite } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { UserError } from '../../engine/userError.ts';
import { Constants } from '../constants/constants.ts';
import type { ConstantTensor } from '../constants/constantTensor.ts';
import type { Model, Node } from '../model.ts';
import type { Shape } from '../shapes/shape.ts';
import type { ActivationSite } from '../structure.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import { TwinGraph } from './twinGraph.ts';

/** Adds the twin of one node to the graph and binds the node's outputs. */
export type Translate = (translation: Translation, node: Node) => void | Promise<void>;

/** What the translation of a node may ask for: data values so far, constants, and the twin being built. */
export class Translation {
  readonly model: Model;
  readonly graph = new TwinGraph();
  readonly constants: Constants;
  readonly #values = new Map<string, FlatValue>();
  readonly #sites: ReadonlyMap<Node, ActivationSite>;

  /** `shapeOf` gives the shapes of values of the model; those of data are of one sample as soon as they are bound. */
  constructor(model: Model, shapeOf: (name: string) => Shape, sites: readonly ActivationSite[]) {
    this.model = model;
    this.constants = new Constants(model, (name) => this.#values.get(name)?.shape ?? shapeOf(name));
    this.#sites = new Map(sites.map((site) => [site.node, site]));
  }

  /** Name under which reports list the site of `node`. */
  siteName(node: Node): string {
    return this.#sites.get(node)?.name ?? nameOf(node);
  }

  /** The same, and where channels lie among units of `shape`. */
  siteOf(node: Node, shape: readonly number[]): Pick<SwitchSite, 'name' | 'channels'> {
    const name = this.siteName(node);
    const unitAxis = this.#sites.get(node)?.unitAxis;
    if (unitAxis === undefined) return { name };
    const count = shape[unitAxis];
    const stride = lengthOf(shape.slice(unitAxis + 1));
    if (count === undefined || count === lengthOf(shape)) return { name };
    return { name, channels: { count, stride } };
  }

  bind(name: string, value: FlatValue): void {
    this.#values.set(name, value);
  }

  /** The data value `name`, or `undefined` when it is a constant or not computed yet. */
  value(name: string | undefined): FlatValue | undefined {
    return name === undefined ? undefined : this.#values.get(name);
  }

  /** The data at input `index` of `node`; refuses a node that has a constant there. */
  data(node: Node, index = 0): FlatValue {
    return this.value(node.inputs[index]) ?? this.refuse(node, `its input ${index} is a constant`);
  }

  /** Numbers at input `index`, `undefined` when it is omitted; refuses a node whose parameter depends on the data. */
  async optional(node: Node, index: number): Promise<ConstantTensor | undefined> {
    const name = node.inputs[index];
    if (name === undefined || name === '') return undefined;
    return this.constant(node, index);
  }

  /** Numbers at input `index`. */
  async constant(node: Node, index: number): Promise<ConstantTensor> {
    const name = node.inputs[index] ?? '';
    const tensor = this.#values.has(name) ? undefined : await this.constants.read(name);
    if (!tensor) return this.refuse(node, `its input ${index} is not known before the model runs`);
    const bad = tensor.data.findIndex((number) => Number.isNaN(number));
    if (bad >= 0) return this.refuse(node, `tensor "${name}" holds NaN`);
    return tensor;
  }

  /** Ends the translation with the one sentence a user needs. */
  refuse(node: Node, reason: string, cause?: unknown): never {
    throw new UserError(
      `Exact regions of ${this.model.path} are not available: node "${nameOf(node)}" (${node.op}) cannot be followed exactly, ${reason}; analyse a piecewise-linear model or the part before this node.`,
      { code: 'unsupported', cause },
    );
  }
}

function nameOf(node: Node): string {
  return node.name === '' ? (node.outputs[0] ?? '') : node.name;
}
