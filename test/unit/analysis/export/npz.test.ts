import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npzBytes } from '../../../../src/analysis/export/npz.ts';
import { reportArrays } from '../../../../src/analysis/export/reportArrays.ts';
import { openRows } from '../../../../src/analysis/rows.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('npzBytes', () => {
  it('makes a file that our own reader opens, array by array', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'npz-'));
    const file = join(folder, 'arrays.npz');
    const values = Float64Array.from({ length: 12 }, (_, i) => i / 8 - 1);
    await writeFile(
      file,
      npzBytes([
        { name: 'first.ünï', shape: [4], values: Int32Array.of(1, 2, 3, 4) },
        { name: 'matrix', shape: [4, 3], values },
      ]),
    );
    const rows = await openRows({ samples: `${file}#matrix` }, {}, ['N', 3].slice(1));
    assert.equal(rows.rows, 4);
    assert.deepEqual([...(await rows.read(0, 4))], [...values]);
    await rows.close();
    await rm(folder, { recursive: true });
  });
});

describe('reportArrays', () => {
  it('has as many values as its shape says and no name twice', () => {
    const arrays = reportArrays(sampleReport());
    assert.equal(new Set(arrays.map(({ name }) => name)).size, arrays.length);
    for (const { name, shape, values } of arrays) {
      assert.equal(
        shape.reduce((product, size) => product * size, 1),
        values.length,
        name,
      );
    }
  });

  it('keeps values exactly and writes what is missing as NaN or −1', () => {
    const report = sampleReport();
    const arrays = new Map(reportArrays(report).map((array) => [array.name, array.values]));
    const { layer, perUnit } = report.hyperplanes!.layers[0]!;
    assert.deepEqual([...arrays.get(`${layer}.norm`)!], perUnit!.norm);
    const [sample] = report.extrapolation!.samples;
    const unknown = { ...sample!, label: null, scores: {} };
    const changed = { ...report.extrapolation!, samples: [sample!, unknown] };
    const partly = new Map(
      reportArrays({ ...report, extrapolation: changed }).map(({ name, values }) => [name, values]),
    );
    assert.equal(partly.get('samples.label')![1], -1);
    assert.ok(Number.isNaN(partly.get(`samples.${Object.keys(sample!.scores)[0]}`)![1]));
  });
});
