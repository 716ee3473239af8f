import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { describeData } from '../../../../src/datasets/describeData.ts';
import { readLabels, readLabelsOf } from '../../../../src/datasets/labels.ts';
import { type DatasetOptions, openDataset } from '../../../../src/datasets/openDataset.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

describe('CSV files', () => {
  const files = temporaryFiles();

  async function numbers(reference: string, options?: DatasetOptions): Promise<number[][]> {
    const dataset = await openDataset(reference, options);
    const values = await dataset.read(0, dataset.rows);
    await dataset.close();
    return Array.from({ length: dataset.rows }, (_, row) => [
      ...values.subarray(row * dataset.rowLength, (row + 1) * dataset.rowLength),
    ]);
  }

  const rows = [
    [1, 2.5, -3],
    [4e-3, 0, 1e9],
  ];

  for (const [what, text] of [
    ['commas and a header', 'a,b,c\n1,2.5,-3\n4e-3,0,1e9\n'],
    ['no header', '1,2.5,-3\n4e-3,0,1e9'],
    ['tabs and Windows line ends', 'a\tb\tc\r\n1\t2.5\t-3\r\n4e-3\t0\t1e9\r\n'],
    ['semicolons and blank lines', '\na;b;c\n\n1;2.5;-3\n4e-3;0;1e9\n\n'],
    ['quotes and spaces', '"a","b, too","c"\n"1", 2.5 ,-3\n4e-3,"0",1e9\n'],
    ['a byte-order mark', '\uFEFFa,b,c\n1,2.5,-3\n4e-3,0,1e9\n'],
    ['a byte-order mark and no header', '\uFEFF1,2.5,-3\n4e-3,0,1e9\n'],
    ['a pandas index', ',a,b,c\n0,1,2.5,-3\n1,4e-3,0,1e9\n'],
    ['a label column', 'a,Label,b,c\n1,7,2.5,-3\n4e-3,8,0,1e9\n'],
  ] as const) {
    it(`are read with ${what}`, async () => {
      const expected = rows.map((row) => row.map(Math.fround));
      const path = files.write('table.csv', text);
      assert.deepEqual(await numbers(path), expected);
      assert.deepEqual((await describeData(path)).arrays[0].shape, [2, 3]);
      assert.deepEqual(await numbers(files.write('table.csv.gz', gzipSync(text))), expected);
    });
  }

  it('keep float64 until after the preprocessing', async () => {
    const path = files.write('time.csv', 't\n1600000001\n1600000002\n');
    assert.deepEqual(await numbers(path, { preprocess: { mean: [1600000000] } }), [[1], [2]]);
  });

  it('give labels from a named column, or from the one called label', async () => {
    const path = files.write('flowers.csv', 'species,x,label\n2,0.5,1\n0,0.25,0\n');
    assert.deepEqual([...(await readLabels(path))], [1, 0]);
    assert.deepEqual([...(await readLabels(`${path}#species`))], [2, 0]);
    const [, label] = (await describeData(path)).arrays;
    assert.deepEqual(label, { name: 'label', type: 'int64', shape: [2] });
    assert.deepEqual(await numbers(path, { labels: `${path}#species` }), [[0.5], [0.25]]);
    assert.deepEqual(await numbers(path), [
      [2, 0.5],
      [0, 0.25],
    ]);
  });

  it('take the first rows of a limit and still know how many there are', async () => {
    const path = files.write('long.csv', `x,y\n${'1,2\n'.repeat(5000)}`);
    const dataset = await openDataset(path, { limit: 7 });
    assert.equal(dataset.rows, 7);
    assert.deepEqual(dataset.array.shape, [5000, 2]);
    const labels = files.write('labels.csv', `label\n${'0\n'.repeat(5000)}`);
    assert.equal((await readLabelsOf(dataset, labels)).length, 7);
    await dataset.close();
    assert.equal((await numbers(path, { limit: 100_000 })).length, 5000);
  });

  it('give the same numbers with every cell in quotes, which takes the way of general CSV', async () => {
    const cells = Array.from({ length: 4000 }, (_, i) => [
      String(i),
      (Math.sin(i) * 1e3).toString(),
      (i / 7).toExponential(17),
      `-${i}.50`,
    ]);
    const plain = files.write('plain.csv', cells.map((row) => row.join(',')).join('\n'));
    const quoted = files.write('quoted.csv', cells.map((row) => `"${row.join('","')}"`).join('\n'));
    const expected = cells.map((row) => row.map((cell) => Math.fround(Number(cell))));
    assert.deepEqual(await numbers(plain), expected);
    assert.deepEqual(await numbers(quoted), expected);
    assert.deepEqual(await numbers(plain, { limit: 3 }), expected.slice(0, 3));
    assert.deepEqual(await numbers(quoted, { limit: 3 }), expected.slice(0, 3));
  });

  it('larger than one chunk of the parser come out whole', async () => {
    const count = 300_000;
    const text = Array.from({ length: count }, (_, i) => `${i},${i / 8},${1 - i}`).join('\n');
    const dataset = await openDataset(files.write('large.csv', text));
    assert.equal(dataset.rows, count);
    const values = await dataset.read(0, count);
    for (let i = 0; i < count; i++) {
      assert.equal(values[3 * i], i);
      assert.equal(values[3 * i + 1], i / 8);
      assert.equal(values[3 * i + 2], 1 - i);
    }
    await dataset.close();
  });

  for (const [what, text, patterns] of [
    ['text', 'a,b\n1,2\n3,cat\n', [/line 3, column "b"/, /"cat"/]],
    ['text without a header', '1,2\n3,cat\n', [/line 2, column 2/, /"cat"/]],
    [
      'class names in the last column',
      '1,2,setosa\n3,4,virginica\n',
      [/line 1, column 3/, /setosa/],
    ],
    ['an empty cell', 'a,b\n1,\n', [/line 2, column "b" is empty/]],
    ['a blank cell', 'a,b\n1,  \n', [/line 2, column "b" is empty/]],
    ['NaN', 'a,b\n1,nan\n', [/line 2, column "b"/, /finite/]],
    ['NaN in the first row of a file without header', 'nan,1\n2,3\n', [/line 1, column 1/]],
    ['infinity', 'a,b\n1,-inf\n', [/-inf/]],
    ['a short row', 'a,b\n1,2\n3\n', [/line 3 has 1 cells but the first has 2/]],
    ['a long row', 'a,b\n1,2\n3,4,5\n', [/line 3 has 3 cells/]],
    ['a header alone', 'a,b\n', [/no rows/]],
    ['labels alone', 'label\n1\n2\n', [/no column of samples/]],
  ] as const) {
    it(`with ${what} are refused, naming the place`, async () => {
      await rejectsForUser(openDataset(files.write('bad.csv', text)), [/bad\.csv/, ...patterns]);
    });
  }

  it('without the named column are refused, listing the columns', async () => {
    const path = files.write('columns.csv', 'a,b\n1,2\n');
    await rejectsForUser(readLabels(`${path}#c`), [/"c"/, /a, b/], 'not-found');
    const bare = files.write('bare.csv', '1,2\n3,4\n');
    await rejectsForUser(readLabels(`${bare}#c`), [/no header row/]);
  });

  it('in another encoding than UTF-8 are refused when it shows', async () => {
    const path = files.write('utf16.csv', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'));
    await rejectsForUser(openDataset(path), [/UTF-8/], 'unsupported');
  });
});
