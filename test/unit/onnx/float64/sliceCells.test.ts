import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { checkPartition } from '../../../support/partitionCheck.ts';
import { sliceSubjects, withSlice } from '../../../support/sliceSubjects.ts';

const points = 500;

describe('partitionPlane on the shared models', () => {
  for (const subject of sliceSubjects) {
    it(`puts random points of ${subject.file} in cells whose pattern and map a forward pass gives`, async function () {
      const check = await withSlice(subject, ({ network, plane, map, partition }) =>
        checkPartition(network, plane, map, partition, points, randomGenerator(11)),
      );
      if (!check) return this.skip();
      assert.deepEqual([check.lost, check.brokenPatterns], [0, 0]);
      assert.ok(check.mapError < 1e-9, `${check.mapError}`);
    });
  }
});
