import { papers } from '../papers.ts';
import { samplesPhrase } from '../phrases.ts';
import type { RegionsSection } from '../report.ts';
import type { PartView } from '../reportView.ts';
import { baselineExplained } from './baselineViews.ts';
import { boundsExplained } from './boundViews.ts';
import { hashingExplained } from './hashingViews.ts';
import { distancesExplained } from './inradiusViews.ts';
import { nearestPatternsExplained } from './nearestPatternViews.ts';

/** "How this is computed" of the regions part. */
export function regionsExplanation(section: RegionsSection): PartView['explanation'] {
  const source = samplesPhrase({ set: section.set, count: section.samples });
  const exact =
    section.exactness === 'exact'
      ? 'All switches of this model are piecewise linear, so two samples with the same pattern get the same affine map, and the counts are exact for these samples.'
      : 'This model has smooth or discontinuous units: a pattern then records the sign or segment of each unit, and the counts are heuristic.';
  return {
    paragraphs: [
      'A piecewise linear network divides its input space into regions, on each of which it is one affine map. A region is known by its activation pattern: one bit a unit, set where the value before the nonlinearity is greater than zero (for MaxPool: which input wins).',
      `The patterns of ${source} are recorded as packed bits and compared exactly, layer by layer and jointly with all layers before. ${exact}`,
      'Entropy is that of the patterns over the samples, in bits: at most log2 of the number of samples. Purity is the share of samples in the majority class of their region. Both reach their ceiling when every sample has a region of its own, so read them where patterns are fewer than samples.',
      ...(section.nearestPatterns ? [nearestPatternsExplained] : []),
      ...(section.localComplexity ? [complexityExplained] : []),
      ...(section.decisionDistance ? [distancesExplained(section.decisionDistance)] : []),
      ...(section.paths ? [pathsExplained] : []),
      ...(section.baseline ? [baselineExplained(section.baseline)] : []),
      ...(section.bounds ? [boundsExplained(section.bounds)] : []),
      ...(section.hashing ? [hashingExplained] : []),
    ],
    papers: [
      papers.splineTheory,
      papers.linearRegions,
      papers.regionComplexity,
      papers.fewPatterns,
      ...(section.localComplexity ? [papers.localComplexity] : []),
      ...(section.decisionDistance ? [papers.deepFool, papers.geoCert] : []),
      ...(section.paths ? [papers.exactLine] : []),
      ...(section.bounds?.bound === 'chain' ? [papers.regionBound] : []),
      ...(section.hashing ? [papers.randomHyperplanes] : []),
    ],
  };
}

const complexityExplained =
  'Local complexity counts the units whose state is not the same at all vertices of a small cross-polytope around a sample: orthonormal random directions, both ways. At the first layer every hyperplane that meets it is counted; at later layers a unit may switch inside and be the same at all vertices, so the count is a lower bound.';

const pathsExplained =
  'Straight paths join pairs of these samples that the seed chooses, with labels half of them within a class; others lead from a sample to uniform noise, a point whose coordinates are drawn independently between the least and the greatest value that each has over the samples. On each path the network is followed in double precision from bend to bend, so the number of affine pieces is exact. Lengths are Euclidean in the model’s input, after preprocessing; ± is one standard error of the mean.';
