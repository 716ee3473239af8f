import { UserError } from '../../engine/userError.ts';
import { type Model } from '../model.ts';
import { type ModelRunner, type RunnerOptions, type SiteTap } from '../runner.ts';
import { type ActivationSite, type NetworkStructure } from '../structure.ts';
import { elementCount } from '../tensor/storedTensor.ts';
import { type Batching, chooseBatching } from './batching.ts';
import { ChunkRunner, type TappedOutputs } from './chunkRunner.ts';
import { GraphFragment } from './graphFragment.ts';
import { InputFeed, rowWeightsLabel } from './inputFeed.ts';
import { modelInput } from './modelInput.ts';
import { openSession } from './openSession.ts';
import { rowBudget } from './rowBudget.ts';
import { siteReductions } from './siteReductions.ts';
import { type RowWeights } from './unitExtremes.ts';

/** Taps up to which ONNX Runtime's improvements of the graph are worth their time. */
const mostImproved = 512;

/**
 * Opens a session on the model with everything `options` asks for computed inside the graph. The batch dimension is freed where it can be
 * proved that nothing else changes. Costs two or three loads of the model and a few runs. Close the runner after use.
 * Throws UserError naming the model when ONNX Runtime cannot load or run it, or when its inputs do not fit the job.
 */
export async function createRunner(model: Model, options: RunnerOptions): Promise<ModelRunner> {
  const declared = modelInput(model, options.input, options.sampleShape);
  const { logits } = options.structure;
  const names = [...options.values, ...options.taps.flatMap(valuesOf)];
  const batching = await chooseBatching(model, declared, logits, names, options.threads);
  const fragment = new GraphFragment(model.opset[''] ?? 1);
  let rowWeights: string | undefined;
  const outputs = tappedOutputs(model, fragment, options, batching, () => {
    rowWeights ??= fragment.input(rowWeightsLabel, [1, `${rowWeightsLabel} rows`]);
    return { value: rowWeights, fillUp: (batching.blockRows ?? 1) > 1 };
  });
  const session = await openSession(model, {
    fragment: fragment.toBytes(),
    patches: batching.patches,
    threads: options.threads,
    asItStands: options.taps.length > mostImproved,
  });
  const feed = new InputFeed(batching.input, rowWeights);
  return new ChunkRunner({
    model,
    session,
    feed,
    batching,
    outputs,
    preferredRows: rowBudget(batching, names, outputs),
  });
}

/** Counts by position, of all sites together: 32 MB in float64. */
const mostPositionCounts = 2 ** 22;

/** Values whose type and shape the reductions of a site depend on. */
function valuesOf({ site }: SiteTap): string[] {
  const { preActivation, output, node } = site;
  return [preActivation, output, ...node.inputs].filter((name) => name !== '');
}

function tappedOutputs(
  model: Model,
  fragment: GraphFragment,
  options: RunnerOptions,
  batching: Batching,
  rowWeights: () => RowWeights,
): TappedOutputs {
  const probed = { ...batching.probed, nonNegative: nonNegativeValues(options.structure) };
  let room = mostPositionCounts;
  const whole = (name: string) => {
    const { type, dims } = probed.of(name);
    const count = elementCount(dims);
    if (count % probed.rows !== 0) {
      throw new UserError(
        `"${name}" of ${model.path} has no values of its own for each row; choose another value.`,
        { code: 'unsupported' },
      );
    }
    const output = exposed(model, fragment, name, type);
    return { name, output, width: count / probed.rows, shape: shapeOfRow(dims, probed.rows) };
  };
  return {
    logits: options.logits ? whole(options.structure.logits) : undefined,
    values: options.values.map(whole),
    sites: options.taps.map((tap) => {
      const reductions = siteReductions(fragment, tap, probed, rowWeights, room);
      const { layout } = reductions;
      if (layout.map) room -= layout.units * layout.positions;
      return { name: tap.site.preActivation, ...reductions };
    }),
  };
}

/** What ReLUs make, and clips whose lower corner is not negative. */
function nonNegativeValues({ sites }: NetworkStructure): ReadonlySet<string> {
  const isNonNegative = ({ op, code }: ActivationSite) =>
    op === 'Relu' || (op === 'Clip' && code.kind === 'clip' && code.low >= 0);
  return new Set(sites.filter(isNonNegative).map(({ output }) => output));
}

/** Axes longer than 1 that a row of a value has of its own. */
function shapeOfRow(dims: readonly number[], rows: number): number[] {
  const own = dims[0] === rows ? dims.slice(1) : dims;
  return own.filter((size) => size > 1);
}

/** Output name under which a value comes out as float32; a copy inside the graph only where it cannot be an output itself. */
function exposed(model: Model, fragment: GraphFragment, name: string, type: string): string {
  if (type !== 'float32') return fragment.output(fragment.toFloat(name, type));
  if (model.graph.outputs.some((output) => output.name === name)) return name;
  const isInner = model.graph.producer.has(name);
  return fragment.output(isInner ? name : fragment.op('Identity', [name]));
}
