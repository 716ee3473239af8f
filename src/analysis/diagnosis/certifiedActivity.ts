import { type CertifiedUnits, certifiedUnits } from '../../engine/hyperplanes/certifiedUnits.ts';
import { UserError } from '../../engine/userError.ts';
import { siteBounds } from '../../onnx/bounds/siteBounds.ts';
import type { HyperplaneLayer, HyperplanesSection } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';
import { dataBox } from './dataBox.ts';
import type { Subject } from './subject.ts';

/** Larger models would have to be held several times over in float64. */
const mostParameters = 1e7;
/** Intervals widen with every layer: behind this many switches they prove nothing any more. */
const mostSites = 64;

/**
 * The section with the units that are proved to be never or always active on the range box of `samples`, which is more than not
 * to have been seen otherwise. As it is for seeded random inputs, whose box means nothing, for large models, and for models that
 * are not piecewise linear. Of a deep network only the first layers are bounded, which is told among the subject's limits.
 */
export async function withCertifiedActivity(
  section: HyperplanesSection,
  subject: Subject,
  samples: SampleSet,
  threads: number | undefined,
): Promise<HyperplanesSection> {
  const { model, structure, input } = subject;
  const isLarge = model.parameters > mostParameters;
  if (samples.set === 'random' || isLarge || !structure.piecewiseLinear) return section;
  const options = { input: input.name, sampleShape: samples.shape };
  try {
    const bounds = await siteBounds(model, structure, await dataBox([samples]), {
      ...options,
      mostSites,
      ...(threads !== undefined && { threads }),
    });
    if (bounds && structure.sites.length > mostSites) {
      const effect = `units behind the first ${String(mostSites)} switching layers were not bounded over the range of the data: intervals that widen with every layer would prove none of them dead or always on`;
      subject.limits.push({ op: '', node: '', effect });
    }
    const found = new Map(
      bounds?.map(({ site, lower, upper }) => [site.name, certifiedUnits(site, lower, upper)]),
    );
    return { ...section, layers: section.layers.map((layer) => certified(layer, found)) };
  } catch (error) {
    // An operator without an exact twin: what was seen on the samples stands by itself.
    if (error instanceof UserError) return section;
    throw error;
  }
}

function certified(
  layer: HyperplaneLayer,
  found: ReadonlyMap<string, CertifiedUnits>,
): HyperplaneLayer {
  const { dead, alwaysOn } = layer;
  const proved = found.get(layer.layer);
  if (!dead || !alwaysOn || !proved) return layer;
  return {
    ...layer,
    dead: { ...dead, certified: proved.dead },
    alwaysOn: { ...alwaysOn, certified: proved.alwaysOn },
  };
}
