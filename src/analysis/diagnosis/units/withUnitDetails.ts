import { intsAttribute } from '../../../onnx/attributes.ts';
import type { SiteLayout, SiteTap } from '../../../onnx/runner.ts';
import type { AffineLayer } from '../../../onnx/structure.ts';
import type { HyperplaneLayer, HyperplanesSection, Picture } from '../../../report/report.ts';
import type { Activations } from '../../collectActivations.ts';
import { imageGrid } from '../../images/imageGrid.ts';
import type { Subject } from '../subject.ts';
import type { WeightGeometry } from '../weightGeometry.ts';
import { type CountedPositions, ratePictures } from './ratePictures.ts';
import { readsInput } from './readsInput.ts';
import { topSamplePictures } from './topSamplePictures.ts';
import { unitExtremesSection } from './unitExtremesSection.ts';
import { weightPictures } from './weightPictures.ts';

/** What the details of units are made from; sections and geometry list the same layers. */
export interface UnitDetailsTask {
  readonly subject: Subject;
  readonly geometry: readonly WeightGeometry[];
  readonly taps: readonly SiteTap[];
  readonly activations: Activations;
  /** In the order of the taps. */
  readonly siteLayouts: readonly SiteLayout[];
}

/** Adds to every layer what is known of its units one by one: nearest and most activating samples, weights and activation rates as images. */
export async function withUnitDetails(
  section: HyperplanesSection,
  task: UnitDetailsTask,
): Promise<HyperplanesSection> {
  const layers: HyperplaneLayer[] = [];
  const rates = ratePictures(task.geometry.map((each) => countedPositions(each, task)));
  for (const [i, layer] of section.layers.entries()) {
    layers.push(await detailed(layer, task.geometry[i], rates[i], task));
  }
  const { samples } = task.activations;
  const tops = layers.flatMap(({ perUnit }) => perUnit?.extremes?.top ?? []);
  const samplePictures = await topSamplePictures(tops, samples, gridOf(task));
  return { ...section, layers, ...(samplePictures.length > 0 && { samplePictures }) };
}

async function detailed(
  layer: HyperplaneLayer,
  { layer: affine, inverseNorms }: WeightGeometry,
  rateMaps: readonly Picture[],
  task: UnitDetailsTask,
): Promise<HyperplaneLayer> {
  if (!layer.perUnit) return layer;
  const { subject, taps, activations } = task;
  const way = readsInput(subject.model, affine, subject.input.name);
  const tap = taps.findIndex(({ site }) => site === affine.site);
  const extremes = activations.extremes[tap];
  const space = way === 'directly' && !isPadded(affine) ? 'input' : 'layer';
  const weights = way ? await weightPictures(subject.model, affine, gridOf(task)) : [];
  return {
    ...layer,
    perUnit: {
      ...layer.perUnit,
      ...(extremes && { extremes: unitExtremesSection(extremes, inverseNorms, space) }),
      ...(weights.length > 0 && { weights }),
      ...(rateMaps.length > 0 && { rateMaps }),
    },
  };
}

/** `undefined` for a layer that is not counted by position. */
function countedPositions(
  { layer }: WeightGeometry,
  { taps, activations, siteLayouts }: UnitDetailsTask,
): CountedPositions | undefined {
  const tap = taps.findIndex(({ site }) => site === layer.site);
  const [counts, layout] = [activations.positionCounts[tap], siteLayouts[tap]];
  if (!counts || !layout?.map) return undefined;
  const { units, map } = layout;
  return { units, map, counts, samples: activations.samples.rows };
}

/** At the edge of the image a padded kernel meets fewer values, and the distance there is larger than |z| / ‖w‖. */
function isPadded({ node }: AffineLayer): boolean {
  const pads = intsAttribute(node, 'pads') ?? [];
  return pads.some((size) => size !== 0) || node.attributes.has('auto_pad');
}

function gridOf({ activations: { samples } }: UnitDetailsTask): ReturnType<typeof imageGrid> {
  return imageGrid(samples.shape, samples.file?.rows.storedShape ?? []);
}
