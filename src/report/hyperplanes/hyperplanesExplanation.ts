import { samplesPhrase } from '../phrases.ts';
import { papers } from '../papers.ts';
import type { HyperplanesSection } from '../report.ts';
import type { PartView } from '../reportView.ts';

/** "How this is computed" of the hyperplanes part. */
export function hyperplanesExplanation({ samples }: HyperplanesSection): PartView['explanation'] {
  const ran = samples
    ? `Activation counts come from ${samplesPhrase(samples)} run through the model itself; a unit is active where its value before the nonlinearity is greater than zero. They are exact for these samples: a unit that none of N samples activates is active on less than 3/N of such data with 95% confidence. In a convolution every position counts.`
    : 'No sample was run, so activation rates and distances to samples are missing here.';
  return {
    paragraphs: [
      'Every unit of an affine layer cuts its input space in two along the hyperplane w·x + b = 0. Weights are read from the file, BatchNorm is folded into the layer before it, and a convolution’s kernel counts as one unit a channel.',
      ran,
      'The distance from a sample to a hyperplane is |z| / ‖w‖, where z is the unit’s value before the nonlinearity; the smallest over a layer’s units says how far the sample may move, in that layer’s own input, before it changes region.',
      'The angle between units is compared with independent random directions of the same dimension. That comparison is generous for layers behind a ReLU, whose inputs are never negative. Stable rank is the squared Frobenius norm over the squared spectral norm; effective rank is the exponential of the entropy of the normalised squared singular values.',
    ],
    papers: [papers.splineTheory, papers.powerDiagrams, papers.effectiveRank],
  };
}
