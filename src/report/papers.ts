/** A paper behind a diagnostic. */
export interface Paper {
  readonly citation: string;
  readonly url: string;
}

const arxiv = (citation: string, id: string): Paper => ({
  citation,
  url: `https://arxiv.org/abs/${id}`,
});

/** The papers the report cites, by the name the explanations use. */
export const papers = {
  splineTheory: {
    citation:
      'R. Balestriero and R. Baraniuk, “A Spline Theory of Deep Networks”, ICML 2018 (extended: “Mad Max: Affine Spline Insights into Deep Learning”, arXiv 1805.06576)',
    url: 'https://proceedings.mlr.press/v80/balestriero18b.html',
  },
  powerDiagrams: arxiv(
    'R. Balestriero, R. Cosentino, B. Aazhang and R. Baraniuk, “The Geometry of Deep Networks: Power Diagram Subdivision”, NeurIPS 2019',
    '1905.08443',
  ),
  effectiveRank: {
    citation:
      'O. Roy and M. Vetterli, “The Effective Rank: A Measure of Effective Dimensionality”, EUSIPCO 2007',
    url: 'https://ieeexplore.ieee.org/document/7098875',
  },
  linearRegions: arxiv(
    'G. Montúfar, R. Pascanu, K. Cho and Y. Bengio, “On the Number of Linear Regions of Deep Neural Networks”, NeurIPS 2014',
    '1402.1869',
  ),
  regionComplexity: arxiv(
    'B. Hanin and D. Rolnick, “Complexity of Linear Regions in Deep Networks”, ICML 2019',
    '1901.09021',
  ),
  fewPatterns: arxiv(
    'B. Hanin and D. Rolnick, “Deep ReLU Networks Have Surprisingly Few Activation Patterns”, NeurIPS 2019',
    '1906.00904',
  ),
  regionBound: arxiv(
    'T. Serra, C. Tjandraatmadja and S. Ramalingam, “Bounding and Counting Linear Regions of Deep Neural Networks”, ICML 2018',
    '1711.02114',
  ),
  localComplexity: arxiv(
    'A. I. Humayun, R. Balestriero and R. Baraniuk, “Deep Networks Always Grok and Here is Why”, ICML 2024',
    '2402.15555',
  ),
  deepFool: arxiv(
    'S.-M. Moosavi-Dezfooli, A. Fawzi and P. Frossard, “DeepFool: a simple and accurate method to fool deep neural networks”, CVPR 2016',
    '1511.04599',
  ),
  geoCert: arxiv(
    'M. Jordan, J. Lewis and A. Dimakis, “Provable Certificates for Adversarial Examples: Fitting a Ball in the Union of Polytopes”, NeurIPS 2019',
    '1903.08778',
  ),
  exactLine: arxiv(
    'M. Sotoudeh and A. Thakur, “Computing Linear Restrictions of Neural Networks”, NeurIPS 2019',
    '1908.06214',
  ),
  extrapolation: arxiv(
    'R. Balestriero, J. Pesenti and Y. LeCun, “Learning in High Dimension Always Amounts to Extrapolation”, 2021',
    '2110.09485',
  ),
  hullDistance: arxiv(
    'R. Yousefzadeh, “Deep Learning Generalization and the Convex Hull of Training Sets”, 2021',
    '2101.09849',
  ),
  randomHyperplanes: {
    citation:
      'M. S. Charikar, “Similarity Estimation Techniques from Rounding Algorithms”, STOC 2002',
    url: 'https://doi.org/10.1145/509907.509965',
  },
  minimumNorm: {
    citation:
      'P. Wolfe, “Finding the Nearest Point in a Polytope”, Mathematical Programming 11, 1976',
    url: 'https://doi.org/10.1007/BF01580381',
  },
} as const satisfies Readonly<Record<string, Paper>>;
