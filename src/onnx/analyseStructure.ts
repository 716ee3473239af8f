import { UserError } from '../engine/userError.ts';
import { ancestors, dataFlow } from './network/dataFlow.ts';
import { classScores } from './network/classScores.ts';
import { NameRegistry } from './network/nameRegistry.ts';
import { StructureWalk } from './network/structureWalk.ts';
import { dataInput, dataInputs, dataSources } from './dataInputs.ts';
import { type Model, type Node } from './model.ts';
import { inferShapes } from './shapes/inferShapes.ts';
import { type AffineLayer, type NetworkStructure } from './structure.ts';

export interface StructureOptions {
  /** Name of the analysed input; all that data may be fed to together when left out. Other inputs count as constants. */
  readonly input?: string;
}

/**
 * Finds the affine layers, activation sites and class scores of a model from its graph alone (geometry-spec 1.2–1.5); weights
 * are not read. Layers are those of the whole graph, sites and limits those between the input and the class scores.
 * Throws UserError when the model has no input of numbers (or none of that name) or no output that depends on it.
 */
export async function analyseStructure(
  model: Model,
  options: StructureOptions = {},
): Promise<NetworkStructure> {
  const inputs =
    options.input === undefined && dataInputs(model).length > 1
      ? dataInputs(model)
      : [dataInput(model, options.input)];
  const flow = dataFlow(
    model,
    inputs.map((input) => input.name),
  );
  const { logits, notes } = classScores(model, flow);
  const shapes = await inferShapes(model);
  const onTheWay = ancestors(flow, logits);
  const walk = new StructureWalk(model, flow, shapes, onTheWay);
  await walk.run();
  const { layers, sites } = named(walk, onTheWay);
  return {
    layers,
    sites,
    piecewiseLinear: walk.limits.isEmpty,
    limits: [
      ...walk.limits.toLimits(),
      ...walk.notes.toLimits(),
      ...notes,
      ...repeatedNames(model),
    ],
    logits,
  };
}

/** ONNX Runtime only warns of it, so the model runs; but whoever wrote it may have meant another one. */
function repeatedNames({ graph }: Model): NetworkStructure['limits'] {
  return [...graph.repeatedInitializers].map((name) => ({
    op: '',
    node: '',
    effect: `several initializers are named "${name}": the last one counts, here as in ONNX Runtime`,
  }));
}

/** As {@link analyseStructure}; of a model that cannot be analysed its {@link layersAlone}, with a limit that says why. */
export async function structureOrLayers(
  model: Model,
  options: StructureOptions,
): Promise<NetworkStructure> {
  try {
    return await analyseStructure(model, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const limits = [{ op: '', node: '', effect: error.message }];
    return { ...(await layersAlone(model)), limits };
  }
}

/**
 * The affine layers of a model whose geometry cannot be analysed, wherever they stand behind an input of any type; it counts as
 * not piecewise linear, without sites or class scores.
 */
export async function layersAlone(model: Model): Promise<NetworkStructure> {
  const flow = dataFlow(model, dataSources(model));
  const none = new Set<Node>();
  const walk = new StructureWalk(model, flow, await inferShapes(model), none);
  await walk.run();
  const { layers } = named(walk, none);
  const alone = layers.map((layer) => ({ ...layer, site: undefined }));
  return { layers: alone, sites: [], piecewiseLinear: false, limits: [], logits: '' };
}

/** Sites without a layer take a name that no layer or other site has. */
function named(
  walk: StructureWalk,
  onTheWay: ReadonlySet<Node>,
): Pick<NetworkStructure, 'layers' | 'sites'> {
  const owned = new Set(walk.layers.map((layer) => layer.site));
  const names = new NameRegistry();
  for (const layer of walk.layers) names.claim(layer.name);
  const sites = walk.sites.map((site) =>
    owned.has(site) ? site : { ...site, name: names.claim(site.name) },
  );
  const layers = walk.layers.map(
    ({ name, op, node, units, fanIn, output, unitAxis, contraction, site }): AffineLayer => ({
      name,
      op,
      node,
      units,
      fanIn,
      output,
      unitAxis,
      ...(contraction && { contraction }),
      leadsToScores: onTheWay.has(node),
      site,
    }),
  );
  return { layers, sites };
}
