import { strict as assert } from 'node:assert';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { hullAgreement } from '../../../support/hullAgreement.ts';

describe('verdicts on random rows in 2 to 64 dimensions', () => {
  // `npm run bench hullAgreement` does the same with 2,000 queries.
  it('are those of linear programs, both kinds many, and every certificate holds (seed 1)', async function () {
    const found = await hullAgreement(1, 12, 12, new PlainMatrixProduct());
    assert.deepEqual(found.problems, []);
    assert.ok(found.inside > 36 && found.outside > 36, JSON.stringify(found));
    assert.ok(found.open <= 1);
  });
});
