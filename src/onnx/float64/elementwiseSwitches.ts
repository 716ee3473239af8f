import { numberAttribute } from '../attributes.ts';
import type { Node } from '../model.ts';
import { switchCode } from '../network/switchCode.ts';
import { reducedSum } from './averages.ts';
import { broadcastIndices, lengthOf } from './flatValue.ts';
import type { Translate, Translation } from './translation.ts';

/** Declares the site of an elementwise node and returns the twin value that holds z. */
function addThresholdSite(
  translation: Translation,
  node: Node,
  z: { readonly name: string; readonly shape: readonly number[] },
  thresholds: readonly number[],
): void {
  const width = lengthOf(z.shape);
  translation.graph.addSite(
    {
      ...translation.siteOf(node, z.shape),
      op: node.op,
      width,
      switch: { kind: 'thresholds', thresholds },
    },
    z.name,
  );
}

/** Relu. */
export const relu: Translate = (translation, node) => {
  const z = translation.data(node);
  addThresholdSite(translation, node, z, [0]);
  translation.bind(node.outputs[0], {
    name: translation.graph.op('Relu', [z.name]),
    shape: z.shape,
  });
};

/** Abs = 2 · relu(z) − z. */
export const absolute: Translate = (translation, node) => {
  addBentLine(translation, node, Float64Array.of(-1));
};

/** ReduceL1 = ReduceSum of Abs. */
export const reducedAbsolute: Translate = async (translation, node) => {
  const [name, between] = [translation.siteOf(node, []).name, `${node.outputs[0]}\0absolute`];
  await absolute(translation, { ...node, name, outputs: [between] });
  const inputs = [between, ...node.inputs.slice(1)];
  await reducedSum(translation, { ...node, op: 'ReduceSum', inputs });
};

/** LeakyRelu. */
export const leakyRelu: Translate = (translation, node) => {
  addBentLine(translation, node, Float64Array.of(numberAttribute(node, 'alpha', 0.01)));
};

/** PRelu: the slope below zero is a tensor that broadcasts to z. */
export const pRelu: Translate = async (translation, node) => {
  const { shape } = translation.data(node);
  const slope = await translation.constant(node, 1);
  const indices = broadcastIndices(slope.shape, shape);
  addBentLine(
    translation,
    node,
    Float64Array.from(indices, (index) => slope.data[index]),
  );
};

/** slope · z + (1 − slope) · relu(z): z above zero, slope · z below. */
function addBentLine(translation: Translation, node: Node, slope: Float64Array): void {
  const { graph } = translation;
  const z = translation.data(node);
  addThresholdSite(translation, node, z, [0]);
  const line = graph.op('Mul', [z.name, graph.row(slope)]);
  const jumps = graph.row(slope.map((below) => 1 - below));
  const bend = graph.op('Mul', [graph.op('Relu', [z.name]), jumps]);
  translation.bind(node.outputs[0], { name: graph.op('Add', [line, bend]), shape: z.shape });
}

/** Clip = low + relu(z − low) − relu(z − high); bounds at infinity leave their term out. */
export const clip: Translate = async (translation, node) => {
  const { graph } = translation;
  for (const index of [1, 2]) await translation.optional(node, index);
  const z = translation.data(node);
  const [low, high] = await boundsOf(translation, node);
  if (low >= high) translation.refuse(node, 'its lower bound is not below its upper bound');
  addThresholdSite(translation, node, z, [low, high].filter(Number.isFinite));
  let name = z.name;
  if (Number.isFinite(low))
    name = graph.op('Add', [reluFrom(translation, z.name, low), constantRow(translation, low)]);
  if (Number.isFinite(high)) name = graph.op('Sub', [name, reluFrom(translation, z.name, high)]);
  translation.bind(node.outputs[0], { name, shape: z.shape });
};

/** HardSigmoid = slope · (relu(z − low) − relu(z − high)), with its corners at low and high. */
export const hardSigmoid: Translate = async (translation, node) => {
  const { graph } = translation;
  const slope = numberAttribute(node, 'alpha', 0.2);
  if (slope <= 0) translation.refuse(node, 'its slope is not positive');
  const z = translation.data(node);
  const [low, high] = await boundsOf(translation, node);
  addThresholdSite(translation, node, z, [low, high]);
  const ramp = graph.op('Sub', [
    reluFrom(translation, z.name, low),
    reluFrom(translation, z.name, high),
  ]);
  const name = graph.op('Mul', [ramp, constantRow(translation, slope)]);
  translation.bind(node.outputs[0], { name, shape: z.shape });
};

/** Shrink with equal bias and lambd = relu(z − λ) − relu(−z − λ). */
export const shrink: Translate = async (translation, node) => {
  const { graph } = translation;
  const [low, high] = await boundsOf(translation, node);
  if (numberAttribute(node, 'bias', 0) !== high) translation.refuse(node, 'it jumps');
  const z = translation.data(node);
  addThresholdSite(translation, node, z, [low, high]);
  const above = reluFrom(translation, z.name, high);
  const below = reluFrom(translation, graph.op('Neg', [z.name]), high);
  translation.bind(node.outputs[0], { name: graph.op('Sub', [above, below]), shape: z.shape });
};

async function boundsOf(translation: Translation, node: Node): Promise<readonly [number, number]> {
  const code = await switchCode(node, translation.constants);
  if (code?.kind === 'clip') return [code.low, code.high];
  if (code?.kind === 'sign') return [0, Infinity];
  return translation.refuse(node, 'its bounds are not known before the model runs');
}

/** relu(z − threshold). */
function reluFrom(translation: Translation, z: string, threshold: number): string {
  const { graph } = translation;
  if (threshold === 0) return graph.op('Relu', [z]);
  return graph.op('Relu', [graph.op('Sub', [z, constantRow(translation, threshold)])]);
}

function constantRow(translation: Translation, value: number): string {
  return translation.graph.row(Float64Array.of(value));
}
