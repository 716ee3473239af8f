import type { NodeProto, TensorProto } from '../../schema/onnx_pb.generated.ts';
import { modelBytes, value } from '../../schema/writeModel.ts';
import type { ModelTwin } from '../translateModel.ts';
import { TwinGraph } from '../twinGraph.ts';
import { LocalSlopes } from './localSlopes.ts';
import { switchFunctionCount, switchFunctions } from './switchFunctions.ts';
import { Tangents } from './tangents.ts';

/** What is kept of the tangents of a function: one row a direction, or the sum of their squares or absolute values. */
export type TangentReduction = 'none' | 'squares' | 'absolutes';

/** Name under which the tangent of a value enters or leaves a model. */
export function tangentName(value: string): string {
  return `${value} tangent`;
}

/** What is known of site `index` (class scores: the number of sites): names of outputs of a {@link tangentModel}. */
export function outputNames(index: number): { readonly values: string; readonly slopes: string } {
  return { values: `values ${String(index)}`, slopes: `slopes ${String(index)}` };
}

/**
 * Bytes of a model that takes directions of the input (rows × inputLength) to the tangents of the values `state`, all of which come
 * before the first site: the same at every point.
 */
export function firstTangentModel(twin: ModelTwin, state: ReadonlySet<string>): Uint8Array {
  const graph = new TwinGraph('t');
  const tangents = new Tangents(graph, new LocalSlopes(graph));
  tangents.bind(twin.input, twin.input);
  for (const node of twin.graph.nodes.slice(0, firstPosition(twin))) tangents.add(node);
  const outputs = [...state].map((name) => {
    const output = tangentName(name);
    graph.rename(tangents.of(name)!, output);
    return value(output, 'float64', ['directions', `${name} length`]);
  });
  return modelBytes({
    nodes: graph.nodes,
    inputs: [value(twin.input, 'float64', ['directions', twin.inputLength])],
    outputs,
    initializers: constantsOf(graph.nodes, [twin.graph, graph]),
  });
}

/**
 * Bytes of a model that takes a point (1 × inputLength) and the tangents of the values `state` to the switch functions of every site
 * and the class scores there, with their tangents reduced as told.
 */
export function tangentModel(
  twin: ModelTwin,
  state: ReadonlySet<string>,
  reduction: TangentReduction,
): Uint8Array {
  const graph = new TwinGraph('t');
  const slopes = new LocalSlopes(graph);
  const tangents = new Tangents(graph, slopes);
  for (const name of state) tangents.bind(name, tangentName(name));
  for (const node of twin.graph.nodes.slice(firstPosition(twin))) tangents.add(node);
  const functions = twin.graph.sites.map((site) => ({
    ...switchFunctions(graph, site, slopes, tangents),
    count: switchFunctionCount(site.site),
  }));
  const { name } = twin.output;
  const scores = { values: name, tangents: tangents.of(name)!, count: twin.outputWidth };
  const outputs = [...functions, scores].flatMap((each, index) => {
    const names = outputNames(index);
    graph.rename(each.values, names.values);
    graph.rename(reduced(graph, each.tangents, reduction), names.slopes);
    const rows = reduction === 'none' ? 'directions' : 1;
    return [
      value(names.values, 'float64', [1, each.count]),
      value(names.slopes, 'float64', [rows, each.count]),
    ];
  });
  const inputs = [...state].map((name) =>
    value(tangentName(name), 'float64', ['directions', `${name} length`]),
  );
  const nodes = [...twin.graph.nodes, ...graph.nodes];
  return modelBytes({
    nodes,
    inputs: [value(twin.input, 'float64', [1, twin.inputLength]), ...inputs],
    outputs,
    initializers: constantsOf(nodes, [twin.graph, graph]),
  });
}

function reduced(graph: TwinGraph, tangents: string, reduction: TangentReduction): string {
  if (reduction === 'none') return tangents;
  const positive =
    reduction === 'squares' ? graph.op('Mul', [tangents, tangents]) : graph.op('Abs', [tangents]);
  return graph.op('ReduceSum', [positive, graph.integers([1], [0])], { keepdims: 1 });
}

/** Number of nodes before the first site; all of them without one. */
function firstPosition({ graph }: ModelTwin): number {
  return graph.sites[0]?.position ?? graph.nodes.length;
}

/** Those constants of the graphs that the nodes read. */
export function constantsOf(
  nodes: readonly NodeProto[],
  graphs: readonly TwinGraph[],
): TensorProto[] {
  const read = new Set(nodes.flatMap(({ input }) => input));
  return graphs.flatMap(({ initializers }) =>
    [...initializers].flatMap(([name, tensor]) => (read.has(name) ? [tensor] : [])),
  );
}
