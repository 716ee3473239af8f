import type { Model, Node } from '../../../onnx/model.ts';
import type { AffineLayer } from '../../../onnx/structure.ts';

/** Operators that hand every value on as it is and in its order. */
const unchanged = new Set(['Identity', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Cast']);
/** Operators that shift and scale values where they stand, as a normalisation of the input does. */
const rescaling = new Set(['Add', 'Sub', 'Mul', 'Div', 'BatchNormalization']);

/**
 * How a layer reads the model's input: "directly" = the very values, "rescaled" = each value shifted and scaled, `undefined` = not.
 * A convolution may read it with its axes exchanged, since its weights keep channels first.
 */
export function readsInput(
  model: Model,
  layer: AffineLayer,
  input: string,
): 'directly' | 'rescaled' | undefined {
  const isConvolution = layer.op === 'Conv' || layer.op === 'ConvTranspose';
  let rescaled = false;
  for (let node: Node | undefined = layer.node; node;) {
    const value = dataOperand(model, node, input);
    if (value === undefined) return undefined;
    if (value === input) return rescaled ? 'rescaled' : 'directly';
    node = model.graph.producer.get(value);
    const isKept = unchanged.has(node?.op ?? '') || (isConvolution && node?.op === 'Transpose');
    if (!isKept && !rescaling.has(node?.op ?? '')) return undefined;
    rescaled ||= !isKept;
  }
  return undefined;
}

/** The one operand that is computed from something: an input, or an output of a node that is no constant. */
function dataOperand(model: Model, node: Node, input: string): string | undefined {
  const operands = node.inputs.filter(
    (name) => name === input || (model.graph.producer.get(name)?.op ?? 'Constant') !== 'Constant',
  );
  return operands.length === 1 ? operands[0] : undefined;
}
