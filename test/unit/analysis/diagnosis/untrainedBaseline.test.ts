import { strict as assert } from 'node:assert';
import type { DiagnoseRequest } from '../../../../src/protocol/analysis.ts';
import type { RegionsSection } from '../../../../src/report/report.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { sharedDiagnosis } from '../../../support/sharedDiagnosis.ts';

async function regionsOf(
  changes: Partial<DiagnoseRequest>,
  base: DiagnoseRequest = digitsRequest,
): Promise<RegionsSection> {
  const request = { ...base, parts: ['regions' as const], ...changes };
  return (await sharedDiagnosis(request)).regions!;
}

describe('the untrained baseline of a report', () => {
  let section: RegionsSection;
  before(async () => {
    section = await regionsOf({});
  });

  it('measures the same layers, paths and neighbourhoods as the trained model', () => {
    const { baseline, layers, pathDensities, localComplexity } = section;
    assert.equal(baseline!.samples, section.samples);
    for (const [index, { layer, trained, untrained }] of baseline!.layers.entries()) {
      const { distinctPatterns, cumulative, activationRate } = layers[index]!;
      assert.equal(layer, layers[index]!.layer);
      const jointPatterns = cumulative.distinctPatterns;
      assert.deepEqual(trained, { distinctPatterns, jointPatterns, activationRate });
      assert.notDeepEqual(untrained, trained);
    }
    const kinds = (densities: RegionsSection['pathDensities']) =>
      densities!.map(({ kind, paths }) => [kind, paths]);
    assert.deepEqual(kinds(baseline!.pathDensities), kinds(pathDensities));
    // The same ends, so the same lengths: only the regions differ.
    assert.equal(baseline!.localComplexity!.radius, localComplexity!.radius);
    assert.notDeepEqual(baseline!.localComplexity!.layers, localComplexity!.layers);
  });

  it('is another one for another seed', async () => {
    assert.notDeepEqual((await regionsOf({ seed: 1 })).baseline, section.baseline);
  });

  it('is left out on request, and changes nothing else', async () => {
    const { baseline, ...rest } = section;
    assert.ok(baseline);
    assert.deepEqual(await regionsOf({ baseline: false }), rest);
  });

  it('compares patterns on the same first samples where there are very many', async () => {
    const { model, train, preprocess } = digitsRequest;
    const base = { model, preprocess: preprocess! };
    const many = await regionsOf({ train: train! }, base);
    const few = await regionsOf({ train: { ...train!, limit: 1000 } }, base);
    assert.equal(many.samples, 1397);
    assert.equal(many.baseline!.samples, 1000);
    assert.deepEqual(many.baseline!.layers, few.baseline!.layers);
  });
});
