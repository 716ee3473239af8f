import { strict as assert } from 'node:assert';
import { stripVTControlCharacters } from 'node:util';
import { terminalSummary } from '../../../src/report/terminalSummary.ts';
import { wrapText } from '../../../src/report/terminal/wrapText.ts';
import { deepReport, sampleReport } from '../../support/sampleReport.ts';

describe('terminalSummary', () => {
  const summary = terminalSummary(sampleReport(), { width: 100, colour: false });

  it('gives the findings before the parts, and the parts in their order', () => {
    const places = ['Findings', 'dead-units', 'Hyperplanes', 'Regions', 'Extrapolation'].map(
      (word) => summary.indexOf(word),
    );
    assert.ok(places.every((place) => place > 0));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it('shows the numbers of each part in a table', () => {
    assert.match(summary, /^ {2}Gemm_2 +Gemm +256 +89 +0 /m);
    assert.match(summary, /^ {2}Relu_5 +Relu +256 +257 +970 /m);
    assert.match(summary, /^ {2}pca:10 +10 +340 +660 +0 /m);
  });

  it('keeps every line within the width, in a narrow terminal and a wide one', () => {
    for (const width of [60, 80, 120]) {
      for (const report of [sampleReport(), deepReport(20, 64)]) {
        for (const line of terminalSummary(report, { width, colour: false }).split('\n')) {
          assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`);
        }
      }
    }
  });

  it('has no colour or other command that a name brought along, in colour and without', () => {
    const report = sampleReport();
    const [name, shown] = ['\u001b[8mhidden\u001b[2J\nline', '�[8mhidden�[2J�line'];
    const hostile = { ...report, model: { ...report.model, path: `/m/${name}.onnx` } };
    for (const colour of [false, true]) {
      const text = terminalSummary(hostile, { width: 100, colour });
      assert.ok(text.includes(`${shown}.onnx`));
      assert.ok(!text.includes('\u001b[8m') && !text.includes('\u001b[2J'));
    }
  });

  it('adds nothing but control sequences when in colour', () => {
    const coloured = terminalSummary(sampleReport(), { width: 100, colour: true });
    assert.notEqual(coloured, summary);
    assert.equal(stripVTControlCharacters(coloured), summary);
  });

  it('shortens a long list of findings and of limits', () => {
    const base = sampleReport();
    const limits = Array.from({ length: 6 }, (_, i) => ({
      op: 'Sigmoid',
      node: `s${i}`,
      effect: 'regions are heuristic from here on',
    }));
    const text = terminalSummary(
      { ...base, model: { ...base.model, limits } },
      { width: 100, colour: false },
    );
    assert.match(text, /and 1 more/);
    assert.match(text, /Limits\n {2}Sigmoid "s0": regions are heuristic from here on\.\n/);
    assert.match(text, /and 3 more\n$/);
  });

  it('says that nothing was found, and leaves out parts that were not computed', () => {
    const text = terminalSummary(
      { ...sampleReport(), findings: [], regions: null, extrapolation: null },
      { width: 80, colour: false },
    );
    assert.match(text, /Nothing crossed its threshold\./);
    assert.doesNotMatch(text, /Regions|Extrapolation/);
  });
});

describe('wrapText', () => {
  it('breaks between words, loses none and leaves longer words whole', () => {
    const text = 'one two three fourteenletters five';
    const lines = wrapText(text, 9);
    assert.deepEqual(lines, ['one two', 'three', 'fourteenletters', 'five']);
    assert.equal(lines.join(' '), text);
    assert.deepEqual(wrapText('', 10), ['']);
  });
});
