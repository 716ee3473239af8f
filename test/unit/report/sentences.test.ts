import { strict as assert } from 'node:assert';
import { extrapolationSentence } from '../../../src/report/extrapolation/extrapolationSentence.ts';
import { hyperplanesSentence } from '../../../src/report/hyperplanes/hyperplanesSentence.ts';
import { regionsSentence } from '../../../src/report/regions/regionsSentence.ts';
import { sampleReport } from '../../support/sampleReport.ts';

const report = sampleReport();
const hyperplanes = report.hyperplanes!;
const regions = report.regions!;
const extrapolation = report.extrapolation!;

describe('the sentence on hyperplanes', () => {
  it('counts dead units over the layers with a nonlinearity and names the worst', () => {
    assert.match(
      hyperplanesSentence(hyperplanes),
      /of 10,000 training samples on average; 166 of 512 units never are, the largest share in layer "Gemm_2" \(89 of 256\)\.$/,
    );
  });

  it('says so when no unit is dead', () => {
    const layers = hyperplanes.layers
      .filter(({ dead }) => dead)
      .map((layer) => ({ ...layer, dead: { count: 0, units: [] } }));
    assert.match(hyperplanesSentence({ ...hyperplanes, layers }), /^No unit is dead: /);
  });

  it('speaks of the weights alone when no sample was run', () => {
    assert.match(
      hyperplanesSentence({ ...hyperplanes, samples: null }),
      /^Only the weights of 3 layers .* 5\.544 times that of random directions\.$/,
    );
  });

  it('says that there is nothing to see in a model without affine layers', () => {
    assert.equal(
      hyperplanesSentence({ samples: null, layers: [] }),
      'The model has no affine layer with constant weights.',
    );
  });
});

describe('the sentence on regions', () => {
  it('compares patterns with samples, names the coarsest layer and the share seen in training', () => {
    assert.equal(
      regionsSentence(regions),
      '1,000 test samples fall into 970 regions, nearly every sample in one of its own; layer "Relu_5" alone tells only 257 apart; 4.1% of the test samples share a region with a training sample.',
    );
  });

  it('hedges where units are smooth', () => {
    assert.match(
      regionsSentence({ ...regions, exactness: 'heuristic' }),
      /counting smooth units by their sign/,
    );
  });

  it('says that a model without switches has one region', () => {
    assert.match(regionsSentence({ ...regions, layers: [] }), /single region/);
  });

  it('counts no regions of a model without switches that is not piecewise linear', () => {
    assert.match(
      regionsSentence({ ...regions, layers: [], exactness: 'heuristic' }),
      /^No units that switch .* its regions were not counted\.$/,
    );
  });
});

describe('the sentence on extrapolation', () => {
  it('counts the samples outside in the first space and finds the space with most inside', () => {
    assert.match(
      extrapolationSentence(extrapolation),
      /^All 1,000 test samples lie outside the convex hull of the 60,000 training samples in the input space, at a median distance of [\d.]+; the largest share inside is 38\.8%, in the output of layer "Relu_5"\.$/,
    );
  });

  it('does not compare spaces when there is one, nor give a distance that was not computed', () => {
    const input = extrapolation.spaces[0];
    const { inside, outside, undecided, insideFraction, interval, duplicates } = input.hull;
    const hull = { inside, outside, undecided, insideFraction, interval, duplicates };
    assert.equal(
      extrapolationSentence({ ...extrapolation, spaces: [{ ...input, hull }] }),
      'All 1,000 test samples lie outside the convex hull of the 60,000 training samples in the input space.',
    );
  });

  it('counts what is undecided, and says nothing of every space then', () => {
    const input = extrapolation.spaces[0];
    const hull = { ...input.hull, outside: 400, undecided: 600 };
    const spaces = ['input', 'pca:10'].map((space) => ({ ...input, space, hull }));
    assert.match(
      extrapolationSentence({ ...extrapolation, spaces }),
      /^400 of 1,000 test samples lie outside .*; 600 are undecided\.$/,
    );
  });

  it('says so when there was nothing to compare', () => {
    assert.equal(
      extrapolationSentence({ spaces: [], samples: [] }),
      'No test sample was compared with training samples, which takes both arrays.',
    );
  });
});
