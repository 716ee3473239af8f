import type { SwitchSite } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { openSession } from '../float64/openSession.ts';
import { type ModelTwin, translateModel } from '../float64/translateModel.ts';
import type { Model } from '../model.ts';
import { ort } from '../ort.ts';
import { modelInput } from '../runner/modelInput.ts';
import { modelBytes, value } from '../schema/writeModel.ts';
import type { NetworkStructure } from '../structure.ts';
import { boxNames, intervalGraph, type IntervalValue } from './intervalGraph.ts';

/** Certified bounds of z over a box of inputs. */
export interface SiteBounds {
  readonly site: SwitchSite;
  /** By entry of z; widened by what float64 may have rounded away. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** All inputs x with lower ≤ x ≤ upper, element by element. */
export interface InputBox {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface BoundsOptions {
  readonly input?: string;
  readonly sampleShape?: readonly number[];
  readonly threads?: number;
  /** Sites in graph order after which the bounds end; default all. */
  readonly mostSites?: number;
}

/**
 * Bounds of every pre-activation (of the first `mostSites`) over `box`, by interval arithmetic in float64 on the stored weights: exact at the first layer,
 * looser with every further one. `undefined` where there is no rule for an operator. Throws UserError naming the node when the
 * model is not piecewise linear.
 */
export async function siteBounds(
  model: Model,
  structure: NetworkStructure,
  box: InputBox,
  options: BoundsOptions = {},
): Promise<SiteBounds[] | undefined> {
  const input = modelInput(model, options.input, options.sampleShape);
  const twin = await translateModel(model, structure, input);
  const sites = twin.graph.sites.slice(0, options.mostSites);
  const graph = intervalGraph(twin, sites);
  if (!graph) return undefined;
  // A model without a switch has nothing to bound, and the runtime refuses a run for no output.
  if (graph.sites.length === 0) return [];
  const names = [
    ...new Set(graph.sites.flatMap(({ lower, upper, magnitude }) => [lower, upper, magnitude])),
  ];
  const bytes = modelBytes({
    nodes: graph.nodes,
    initializers: graph.initializers,
    inputs: Object.values(boxNames).map((name) => value(name, 'float64', [1, twin.inputLength])),
    outputs: names.map((name) => value(name, 'float64', ['rows', `${name} length`])),
  });
  const session = await openSession(bytes, options.threads);
  try {
    const tensor = (data: Float64Array) => new (ort().Tensor)('float64', data, [1, data.length]);
    const results = await session.run({
      [boxNames.lower]: tensor(box.lower),
      [boxNames.upper]: tensor(box.upper),
    });
    const read = (name: string) => results[name].data as Float64Array;
    const unit = roundingUnit(twin);
    return sites.map(({ site }, i) => widened(site, graph.sites[i], read, unit));
  } finally {
    await session.release();
  }
}

/** Rounding of a sum of n products is at most n·2⁻⁵³ of the sum of their magnitudes; the terms of all layers in a row add up. */
function roundingUnit({ graph }: ModelTwin): number {
  let terms = 0;
  for (const { opType, input } of graph.nodes) {
    const dims = input.map((name) => graph.initializers.get(name)?.dims);
    const longest = dims.flatMap((each) => (each ?? []).map(Number));
    terms += 8 + (opType === 'MatMul' || opType === 'ReduceSum' ? Math.max(0, ...longest) : 0);
  }
  return terms * Number.EPSILON;
}

function widened(
  site: SwitchSite,
  names: IntervalValue,
  read: (name: string) => Float64Array,
  unit: number,
): SiteBounds {
  const magnitude = read(names.magnitude);
  return {
    site,
    lower: read(names.lower).map((bound, i) => bound - unit * magnitude[i]),
    upper: read(names.upper).map((bound, i) => bound + unit * magnitude[i]),
  };
}
