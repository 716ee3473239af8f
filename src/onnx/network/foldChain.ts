import { numberAttribute } from '../attributes.ts';
import { type Graph, type Model, type Node } from '../model.ts';
import { type Shape } from '../shapes/shape.ts';

/** The only node that reads `value`, unless the value also leaves the graph: then nothing may be folded into its maker. */
export function soleConsumer(graph: Graph, value: string): Node | undefined {
  const readers = graph.consumers.get(value) ?? [];
  const isOutput = graph.outputs.some((output) => output.name === value);
  return readers.length === 1 && !isOutput ? readers[0] : undefined;
}

/** What decides whether a node may be folded into the layer before it. */
export interface FoldContext {
  readonly model: Model;
  isData(value: string): boolean;
  /** Whether the numbers of a value can be read without running the model. */
  isStored(value: string): boolean;
  shapeOf(value: string): Shape;
}

/** Axes of a layer's output that count its units, increasing; one for most layers. */
export type UnitAxes = readonly { readonly axis: number; readonly size: number }[];

/**
 * Value at the end of the affine nodes that only scale and shift the units of the layer whose own output is `value`: bias
 * Add and Sub, per-unit or scalar Mul and Div, BatchNormalization in inference (geometry-spec 1.4).
 */
export function foldedOutput(context: FoldContext, value: string, axes: UnitAxes): string {
  let end = value;
  for (;;) {
    const node = soleConsumer(context.model.graph, end);
    if (!node || !isFoldable(context, node, end, axes)) return end;
    end = node.outputs[0]!;
  }
}

function isFoldable(context: FoldContext, node: Node, value: string, axes: UnitAxes): boolean {
  if (node.domain !== '') return false;
  if (node.op === 'BatchNormalization') {
    return (
      axes.length === 1 &&
      axes[0].axis === 1 &&
      node.inputs[0] === value &&
      numberAttribute(node, 'training_mode', 0) === 0 &&
      node.inputs
        .slice(1)
        .every((input) => context.isStored(input) && context.shapeOf(input)?.[0] === axes[0].size)
    );
  }
  if (!['Add', 'Sub', 'Mul', 'Div'].includes(node.op)) return false;
  const other = node.inputs[0] === value ? node.inputs[1] : node.inputs[0];
  if (other === undefined || other === value || !context.isStored(other)) return false;
  if (node.op === 'Div' && node.inputs[1] === value) return false;
  const rank = context.shapeOf(value)?.length ?? axes.at(-1)!.axis + 1;
  return isPerUnit(context.shapeOf(other), rank, axes);
}

/** Whether a constant of this shape has one number for all units, or one a unit, when broadcast to `rank` axes. */
function isPerUnit(shape: Shape, rank: number, axes: UnitAxes): boolean {
  if (!shape || shape.length > rank) return false;
  return shape.every((dim, index) => {
    const axis = index + rank - shape.length;
    return dim === 1 || axes.some((unit) => unit.axis === axis && unit.size === dim);
  });
}
