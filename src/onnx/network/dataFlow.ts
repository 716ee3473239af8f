import { type Model, type Node } from '../model.ts';
import { operatorOf } from '../operators.ts';

/** Which values and nodes depend on the analysed inputs. */
export interface DataFlow {
  isData(value: string): boolean;
  /** Nodes with data-dependent outputs, in graph order. */
  readonly nodes: readonly Node[];
}

/**
 * Follows the values in `sources` through the graph. Shape operators end the dependence. A node with a sub-graph may read
 * any outer value without listing it, and a random one has a source of its own: both count as data-dependent.
 */
export function dataFlow(model: Model, sources: readonly string[]): DataFlow {
  const data = new Set(sources);
  const nodes: Node[] = [];
  for (const node of model.graph.nodes) {
    if (!dependsOnData(node, data)) continue;
    nodes.push(node);
    for (const output of node.outputs) if (output !== '') data.add(output);
  }
  return { isData: (value) => data.has(value), nodes };
}

function dependsOnData(node: Node, data: ReadonlySet<string>): boolean {
  const operatorClass = operatorOf(node.domain, node.op)?.class;
  if (operatorClass === 'shape-only') return false;
  if (operatorClass === 'control-flow') return true;
  if (operatorClass === 'unsupported' && node.inputs.length === 0) return true;
  return node.inputs.some((input) => data.has(input));
}

/** Nodes of `flow` that `value` is computed from, directly or not. */
export function ancestors(flow: DataFlow, value: string): ReadonlySet<Node> {
  const found = new Set<Node>();
  const wanted = new Set([value]);
  // Every node before this place may be read by a sub-graph.
  let captured = 0;
  for (const node of flow.nodes.toReversed()) {
    if (node.index >= captured && !node.outputs.some((output) => wanted.has(output))) continue;
    found.add(node);
    for (const input of node.inputs) wanted.add(input);
    const { domain, op } = node;
    if (operatorOf(domain, op)?.class === 'control-flow') captured = Math.max(captured, node.index);
  }
  return found;
}
