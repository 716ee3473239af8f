import { type Graph, type Node } from '../model.ts';
import { MalformedError } from '../wire/malformed.ts';
import { type GraphParts } from './readGraph.ts';

/**
 * Connects nodes by value names. Throws MalformedError when a node reads a value that nothing before it makes or when two
 * nodes make the same value: every later walk may then rely on nodes being in topological order.
 */
export function linkGraph(parts: GraphParts): Graph {
  const inputs = parts.inputs.filter((input) => !parts.initializers.has(input.name));
  const known = new Set([...parts.initializers.keys(), ...inputs.map((input) => input.name)]);
  const producer = new Map<string, Node>();
  const consumers = new Map<string, Node[]>();
  for (const node of parts.nodes) {
    for (const name of new Set(node.inputs)) {
      if (name === '') continue;
      if (!known.has(name)) {
        const isMadeLater = parts.nodes.some((other) => other.outputs.includes(name));
        throw new MalformedError(
          `node "${nodeName(node)}" reads "${name}", which ${isMadeLater ? 'only a later node makes' : 'nothing makes'}`,
        );
      }
      const readers = consumers.get(name);
      if (readers) readers.push(node);
      else consumers.set(name, [node]);
    }
    for (const name of node.outputs) {
      if (name === '') continue;
      if (known.has(name)) {
        throw new MalformedError(
          `node "${nodeName(node)}" makes "${name}", so this value is made twice`,
        );
      }
      known.add(name);
      producer.set(name, node);
    }
  }
  const missing = parts.outputs.find((output) => !known.has(output.name));
  if (missing) throw new MalformedError(`its output "${missing.name}" is made by no node`);
  return {
    nodes: parts.nodes,
    inputs,
    outputs: parts.outputs,
    initializers: parts.initializers,
    repeatedInitializers: parts.repeatedInitializers,
    valueInfo: parts.valueInfo,
    producer,
    consumers,
  };
}

/** What a node is called in reports: its name, else its first output. */
export function nodeName(node: Node): string {
  return node.name === '' ? (node.outputs.find((output) => output !== '') ?? node.op) : node.name;
}
