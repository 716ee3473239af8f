import { numberAttribute } from '../attributes.ts';
import type { Model, Node } from '../model.ts';
import { operatorOf } from '../operators.ts';

/** Element type STRING of an ONNX tensor, as Cast names it. */
const stringType = 8;

/** Names of the values of a model that hold text, which cannot be looked at as numbers: names of classes, and what is made of them. */
export function textValues({ graph }: Pick<Model, 'graph'>): ReadonlySet<string> {
  const named = [
    ...graph.initializers,
    ...graph.inputs.map((input) => [input.name, input] as const),
  ];
  const texts = new Set(named.flatMap(([name, { type }]) => (type === 'string' ? [name] : [])));
  for (const node of graph.nodes) {
    const [output = ''] = node.outputs;
    if (output !== '' && makesText(node, texts)) texts.add(output);
  }
  return texts;
}

/** Whether the first output of a node is text. */
function makesText(node: Node, texts: ReadonlySet<string>): boolean {
  const { domain, op, attributes } = node;
  const takesText = node.inputs.some((input) => texts.has(input));
  if (op === 'Cast') return numberAttribute(node, 'to', 1) === stringType;
  if (op === 'LabelEncoder') {
    return attributes.has('values_strings') || (attributes.has('classes_strings') && !takesText);
  }
  if (op === 'Constant') return attributes.has('value_string') || attributes.has('value_strings');
  // A classifier; a ZipMap makes no tensor.
  if (op !== 'ZipMap' && attributes.has('classlabels_strings')) return true;
  return takesText && operatorOf(domain, op)?.class === 'affine-routing';
}
