import { strict as assert } from 'node:assert';
import { UserError } from '../../../../src/engine/userError.ts';
import { findFindings } from '../../../../src/report/findings/findFindings.ts';
import { groupFindings } from '../../../../src/report/findings/groupFindings.ts';
import { findingRules, ruleNamed, ruleNames } from '../../../../src/report/findings/rules.ts';
import { deepReport, sampleReport } from '../../../support/sampleReport.ts';

describe('findFindings', () => {
  it('lists the most severe first and the worst value of a rule first', () => {
    const findings = findFindings(deepReport(8, 64), { 'dead-units': 0.01, 'no-data': -1 });
    const order = ['error', 'warning', 'information'];
    const ranks = findings.map(({ severity }) => order.indexOf(severity));
    assert.deepEqual(ranks, ranks.toSorted());
    const dead = findings.filter(({ rule }) => rule === 'dead-units').map(({ value }) => value);
    assert.ok(dead.length > 2);
    assert.deepEqual(
      dead,
      dead.toSorted((a, b) => b - a),
    );
  });

  it('finds the flaws of the sample report and no others', () => {
    const found = sampleReport().findings.map(({ rule, layer }) => [rule, layer]);
    assert.deepEqual(found, [
      ['dead-units', 'Gemm_2'],
      ['dead-units', 'Gemm_4'],
      ['outside-hull', 'input'],
      ['outside-hull', 'layer:Relu_3'],
      ['outside-hull', 'pca:10'],
      ['outside-hull', 'layer:Relu_5'],
      ['saturated-regions', null],
    ]);
  });

  it('takes thresholds by rule name, a value equal to its threshold being fine', () => {
    const report = sampleReport();
    const exactly = 89 / 256;
    const at = (threshold: number) =>
      findFindings(report, { 'dead-units': threshold }).filter(({ rule }) => rule === 'dead-units');
    assert.deepEqual(at(exactly), []);
    assert.deepEqual(
      at(exactly - 1e-12).map(({ layer, value, threshold }) => [layer, value, threshold]),
      [['Gemm_2', exactly, exactly - 1e-12]],
    );
  });

  it('refuses a threshold for a rule that does not exist, listing those that do', () => {
    assert.throws(
      () => findFindings(sampleReport(), { 'dead-unit': 1 }),
      (error) =>
        error instanceof UserError &&
        error.code === 'configuration' &&
        ruleNames.every((name) => error.message.includes(name)),
    );
  });

  it('finds nothing in a report without parts and data', () => {
    const empty = {
      ...sampleReport(),
      data: { train: null, test: null },
      hyperplanes: null,
      regions: null,
      extrapolation: null,
    };
    assert.deepEqual(findFindings(empty), []);
  });

  it('says each finding in whole sentences', () => {
    const everything = Object.fromEntries(ruleNames.map((name) => [name, -2]));
    for (const report of [sampleReport(), deepReport(3, 32)]) {
      for (const { message, fix, rule } of findFindings(report, everything)) {
        assert.match(message, /^[A-Z0-9].*\.$/s, rule);
        assert.match(fix, /^([A-Z].*\.)?$/s, rule);
        assert.doesNotMatch(message + fix, /NaN|undefined|Infinity|null/, rule);
      }
    }
  });
});

describe('the registry of rules', () => {
  it('has distinct kebab-case names with a finite default threshold each', () => {
    assert.equal(new Set(ruleNames).size, findingRules.length);
    for (const name of ruleNames) {
      assert.match(name, /^[a-z]+(-[a-z]+)*$/);
      assert.equal(ruleNamed(name).name, name);
      assert.ok(Number.isFinite(ruleNamed(name).threshold));
    }
  });
});

describe('groupFindings', () => {
  it('gathers findings by rule in order of first appearance, losing none', () => {
    const { findings } = sampleReport();
    const groups = groupFindings(findings);
    assert.deepEqual(
      groups.map(({ rule, findings: members }) => [rule, members.length]),
      [
        ['dead-units', 2],
        ['outside-hull', 4],
        ['saturated-regions', 1],
      ],
    );
    assert.deepEqual(
      groups.flatMap((group) => group.findings),
      findings,
    );
  });
});
