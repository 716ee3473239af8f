import { tensorOf } from '../constants/constants.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { operatorOf } from '../operators.ts';
import { type ValueShapes } from '../shapes/inferShapes.ts';
import { type ActivationSite } from '../structure.ts';
import { affineLayer, hasStackedWeight, hasStoredWeight, type LayerDraft } from './affineLayer.ts';
import { type DataFlow } from './dataFlow.ts';
import { type FoldContext } from './foldChain.ts';
import { LimitList } from './limitList.ts';
import { NameRegistry } from './nameRegistry.ts';
import { type NodeEffect, nodeEffect } from './nodeEffect.ts';
import { switchCode } from './switchCode.ts';
import { unitAxisAfter } from './unitAxis.ts';
import {
  affineState,
  type Carrier,
  type DataInput,
  inputState,
  mergedState,
  type ValueState,
} from './valueState.ts';

const unreadWeights =
  'its weights are computed inside the graph, so its hyperplanes are not measured';
const stackedWeights =
  'its weights are no single matrix over one row of inputs: its hyperplanes are not described';
const unknownBounds =
  'its bounds are computed while the model runs: regions are heuristic from here on';

/**
 * One walk over the data-dependent nodes in graph order. Afterwards `layers` holds every affine layer, and `sites` and
 * `limits` those of the nodes in `onTheWay`.
 */
export class StructureWalk {
  readonly layers: LayerDraft[] = [];
  readonly sites: ActivationSite[] = [];
  readonly limits = new LimitList();
  /** Worth saying, but no reason to doubt the results. */
  readonly notes = new LimitList();
  readonly #model: Model;
  readonly #flow: DataFlow;
  readonly #shapes: ValueShapes;
  readonly #onTheWay: ReadonlySet<Node>;
  readonly #context: FoldContext;
  readonly #states = new Map<string, ValueState>();
  readonly #layerAt = new Map<string, LayerDraft>();
  readonly #layerNames = new NameRegistry();

  constructor(model: Model, flow: DataFlow, shapes: ValueShapes, onTheWay: ReadonlySet<Node>) {
    this.#model = model;
    this.#flow = flow;
    this.#shapes = shapes;
    this.#onTheWay = onTheWay;
    this.#context = {
      model,
      isData: (value) => flow.isData(value),
      isStored: (value) => shapes.constants.isStored(value),
      shapeOf: (value) => shapes.of(value),
    };
  }

  async run(): Promise<void> {
    for (const node of this.#flow.nodes) await this.#visit(node);
  }

  async #visit(node: Node): Promise<void> {
    const effect = nodeEffect(this.#model, node, this.#context.isData);
    const inputs = this.#dataInputs(node);
    const state = effect.class.startsWith('affine')
      ? this.#passAffine(node, inputs)
      : node.op === 'QuantizeLinear'
        ? // Statistics are those of the dequantised values, so the layer in front stays in sight.
          { ...this.#passAffine(node, inputs), exact: false }
        : await this.#passSwitch(node, inputs, effect);
    for (const output of node.outputs) if (output !== '') this.#states.set(output, state);
    if (effect.limit !== undefined && this.#onTheWay.has(node)) this.limits.add(node, effect.limit);
  }

  #dataInputs(node: Node): DataInput[] {
    return node.inputs.flatMap((name, index) =>
      this.#flow.isData(name)
        ? [{ index, state: this.#states.get(name) ?? inputState, shape: this.#shapes.of(name) }]
        : [],
    );
  }

  #passAffine(node: Node, inputs: readonly DataInput[]): ValueState {
    const output = node.outputs[0];
    const state = affineState(node, inputs, this.#shapes.of(output));
    const draft = affineLayer(this.#context, node, state.depth);
    if (!hasStoredWeight(this.#context, node)) this.notes.add(node, unreadWeights);
    else if (!draft && hasStackedWeight(this.#context, node)) this.notes.add(node, stackedWeights);
    if (draft) {
      draft.name = this.#layerNames.claim(draft.name);
      this.layers.push(draft);
      // Units on several axes are no units of the activation site behind them.
      if ((draft.contraction?.unitAxes.length ?? 1) === 1) this.#layerAt.set(draft.output, draft);
    }
    const axis = draft?.unitAxis ?? (node.op === 'BatchNormalization' ? 1 : state.unitAxis);
    const ending = this.#layerAt.get(output);
    const carriers = ending ? [{ layer: ending, axis: ending.unitAxis }] : state.carriers;
    // A Gemm whose C is data adds a residual: the layers behind C stay in sight.
    const residual = draft && ending ? inputs.filter(({ index }) => index === 2) : [];
    return {
      ...state,
      unitAxis: axis,
      carriers: [...carriers, ...residual.flatMap((input) => input.state.carriers)],
    };
  }

  async #passSwitch(
    node: Node,
    inputs: readonly DataInput[],
    effect: NodeEffect,
  ): Promise<ValueState> {
    const before = mergedState(inputs);
    const isExact = before.exact && effect.class.startsWith('cpwl');
    const [first] = inputs;
    const axis = first?.state.unitAxis;
    if (first && this.#onTheWay.has(node)) await this.#addSite(node, first, isExact);
    return {
      depth: before.depth + 1,
      exact: isExact,
      unitAxis:
        axis === undefined
          ? undefined
          : unitAxisAfter(node, axis, first?.shape, this.#shapes.of(node.outputs[0])),
      carriers: [],
    };
  }

  async #addSite(node: Node, input: DataInput, isExact: boolean): Promise<void> {
    if (operatorOf(node.domain, node.op)?.code === undefined) return;
    const code = await switchCode(node, this.#shapes.constants);
    if (!code) {
      this.limits.add(node, unknownBounds);
      return;
    }
    const entering = node.inputs[input.index];
    const isSign = code.kind === 'sign' || code.kind === 'soft-sign';
    const { z, scale } = isSign
      ? await this.#beforePositiveScale(entering)
      : { z: entering, scale: 1 };
    const band = operatorOf(node.domain, node.op)?.softBand;
    const state = this.#states.get(z) ?? inputState;
    const owner = ownerOf(state.carriers);
    const rank = this.#shapes.of(z)?.length ?? 2;
    const site: ActivationSite = {
      name: owner?.layer.name ?? nodeName(node),
      node,
      op: node.op,
      preActivation: z,
      output: node.outputs[0],
      unitAxis: owner?.axis ?? state.unitAxis ?? rank - 1,
      code,
      exactness: isExact ? 'exact' : 'heuristic',
      ...(band && { softBand: [band[0] / scale, band[1] / scale] }),
    };
    this.sites.push(site);
    if (owner) owner.layer.site = site;
  }

  /**
   * A decomposed GELU divides by √2 and a quick one multiplies by 1.702 before the curve: the sign is that of the layer's own
   * output, so the site is put there and keeps its layer and its distances.
   */
  async #beforePositiveScale(value: string): Promise<{ z: string; scale: number }> {
    const asItIs = { z: value, scale: 1 };
    const node = this.#model.graph.producer.get(value);
    if (node?.domain !== '' || (node.op !== 'Mul' && node.op !== 'Div')) return asItIs;
    const [source, factor] = this.#flow.isData(node.inputs[0])
      ? node.inputs
      : node.inputs.toReversed();
    const tensor = factor === undefined ? undefined : tensorOf(this.#model, factor);
    const hasLayer = (this.#states.get(source)?.carriers.length ?? 0) > 0;
    if (!tensor || tensor.shape.some((dim) => dim !== 1) || !hasLayer) return asItIs;
    const [factorValue] = await this.#model.readTensor(tensor);
    const scale = node.op === 'Mul' ? factorValue : 1 / factorValue;
    return scale > 0 && Number.isFinite(scale) ? { z: source, scale } : asItIs;
  }
}

/** The layer on the longest path from the input, the later node in a tie; none when it already owns an earlier site. */
function ownerOf(carriers: readonly Carrier[]): Carrier | undefined {
  const [best] = [...carriers].sort(
    (a, b) => b.layer.depth - a.layer.depth || b.layer.node.index - a.layer.node.index,
  );
  return best?.layer.site ? undefined : best;
}
