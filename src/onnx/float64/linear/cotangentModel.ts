import { modelBytes, value } from '../../schema/writeModel.ts';
import type { ModelTwin } from '../translateModel.ts';
import { TwinGraph } from '../twinGraph.ts';
import { Cotangents } from './cotangents.ts';
import { LocalSlopes } from './localSlopes.ts';
import { constantsOf } from './tangentModel.ts';

/** Names of what a {@link cotangentModel} takes and gives besides the points. */
export const seedsName = 'seeds';
export const placesName = 'places';
export const gradientsName = 'gradients';
export const targetName = 'target';

/**
 * Bytes of a model that takes points (rows × inputLength), seeds (rows × width of the target) and for each seed the index of its point
 * to the target's values at the points and the seeds pulled back to the input (rows × inputLength). The target is z of `sites[site]`, or the class scores for the number of sites.
 * `undefined` for a target that does not depend on the input.
 */
export function cotangentModel(twin: ModelTwin, site: number): Uint8Array | undefined {
  const { sites, nodes } = twin.graph;
  const target = sites[site]?.preActivation ?? twin.output.name;
  const width = sites[site]?.site.width ?? twin.outputWidth;
  const before = nodes.slice(0, sites[site]?.position ?? nodes.length);
  const made = new Set([twin.input, ...before.flatMap(({ output }) => output)]);
  const graph = new TwinGraph('c');
  const cotangents = new Cotangents(graph, new LocalSlopes(graph, placesName), twin.graph, (name) =>
    made.has(name),
  );
  cotangents.seed(target, seedsName);
  for (const node of before.toReversed()) cotangents.add(node);
  const gradients = cotangents.of(twin.input);
  if (gradients === undefined) return undefined;
  graph.rename(gradients, gradientsName);
  graph.rename(target, targetName);
  const all = [...before, ...graph.nodes];
  return modelBytes({
    nodes: all,
    inputs: [
      value(twin.input, 'float64', ['points', twin.inputLength]),
      value(seedsName, 'float64', ['seeds', width]),
      value(placesName, 'int64', ['seeds']),
    ],
    outputs: [
      value(targetName, 'float64', ['points', width]),
      value(gradientsName, 'float64', ['seeds', twin.inputLength]),
    ],
    initializers: constantsOf(all, [twin.graph, graph]),
  });
}
