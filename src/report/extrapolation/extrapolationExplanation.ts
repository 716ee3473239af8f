import { papers } from '../papers.ts';
import type { PartView } from '../reportView.ts';

/** "How this is computed" of the extrapolation part. */
export function extrapolationExplanation(): PartView['explanation'] {
  return {
    paragraphs: [
      'A test sample interpolates when it is a convex combination of training samples, that is, when it lies in their convex hull; otherwise it extrapolates. The question is asked of the model’s input and, where asked for, of principal components and of layer outputs.',
      'Each verdict carries a certificate that is checked again in float64 by code that shares nothing with the solver. “Inside” comes with at most d + 1 training samples and weights that reproduce the sample; “outside” with a direction that separates it from every training sample. What neither certificate settles is undecided, never guessed.',
      'Distances are 2-norm distances to the nearest point of the hull, found by Wolfe’s minimum-norm-point method; the upper bound is the distance to a point of the hull, the lower bound comes from the separating direction. The gap between them is stated.',
      'In high dimension nearly every new sample lies outside the hull, so the verdict alone says little: read distances, the training range, and whether accuracy falls with distance. Of a model that predicts numbers the error is the 2-norm of what it predicts less what it should, and the rank correlation says whether errors grow with a score. The training range asks less than the hull, one dimension at a time, and depends on the axes.',
      'The ball and the ellipsoid are the smallest that hold the training samples (Khachiyan’s algorithm with away steps, to a stated tolerance). For each of box, ball and ellipsoid a bound holds whatever the law of the data: on average at most κ / (N + 1) of new samples fall outside, where κ training samples can determine the shape. A share outside far above its bound shows that test samples come from another law.',
      'What Gaussian samples would give is exact (Kabluchko and Zaporozhets). The p-values hold a random part of the training samples out of the hull and compare distances (split conformal prediction): when test samples are like training samples, p ≤ 0.05 happens for at most 5% of them.',
    ],
    papers: [papers.extrapolation, papers.hullDistance, papers.minimumNorm],
  };
}
