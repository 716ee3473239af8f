import { type GraphProto, type NodeProto } from '../schema/onnx_pb.generated.ts';

/** Renames `node` itself and every value it names, in place, inside its sub-graphs too; "" stays "". Returns the node. */
export function renamedNode(node: NodeProto, rename: (name: string) => string): NodeProto {
  node.input = node.input.map(rename);
  node.output = node.output.map(rename);
  node.name = rename(node.name);
  for (const { g, graphs } of node.attribute) {
    for (const graph of g ? [g, ...graphs] : graphs) renameGraph(graph, rename);
  }
  return node;
}

function renameGraph(graph: GraphProto, rename: (name: string) => string): void {
  for (const value of [...graph.input, ...graph.output, ...graph.valueInfo, ...graph.initializer]) {
    value.name = rename(value.name);
  }
  for (const node of graph.node) renamedNode(node, rename);
}
