import { strict as assert } from 'node:assert';
import { shownFindings } from '../../../../src/extension/problems/shownFindings.ts';
import type { Finding } from '../../../../src/report/report.ts';

const finding = (rule: string, layer: string): Finding => ({
  rule,
  severity: 'warning',
  layer,
  message: `${rule} in ${layer}`,
  value: 1,
  threshold: 0,
  fix: 'Train again.',
});
const several = (rule: string, count: number): Finding[] =>
  Array.from({ length: count }, (_, i) => finding(rule, `layer${i}`));
const more = (count: number, rule: string): string => `${count} more of ${rule}`;

describe('shownFindings', () => {
  it('lists the findings of a usual model as they are', () => {
    const findings = [...several('dead-units', 21), ...several('few-patterns', 3)];
    assert.deepEqual(shownFindings(findings, more), findings);
  });

  it('lists the worst of a rule that fires on very many layers, counts the others, and spares the rules behind it', () => {
    const findings = [...several('dead-units', 500), finding('no-data', 'input')];
    const shown = shownFindings(findings, more);
    assert.deepEqual(shown.slice(0, 20), findings.slice(0, 20));
    assert.deepEqual(
      shown.slice(20).map(({ message, severity, layer }) => [message, severity, layer]),
      [
        ['480 more of dead-units', 'information', null],
        ['no-data in input', 'warning', 'input'],
      ],
    );
  });
});
