import * as vscode from 'vscode';
import { hullScoreSpace } from '../../report/extrapolation/hullScore.ts';
import { formatCount, formatNumber, formatShare } from '../../report/format.ts';
import { headlineFigures, type HeadlinePoint } from '../digest/headline.ts';
import type { LayerDigest, ReportDigest, SampleDigest } from '../digest/reportDigest.ts';
import { sparkline } from '../digest/sparkline.ts';
import { markdownText } from '../plainText.ts';

/** The verdict of a model's last report on one line: "2 warnings · accuracy 96.5% · ▂▃▅ dead 12%". */
export function verdictText({ findings, history }: ReportDigest): string {
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const { accuracy = null, deadShare = null } = history.at(-1) ?? {};
  return [
    ...(errors > 0 ? [errorsText(errors)] : []),
    ...(warnings > 0 ? [warningsText(warnings)] : []),
    ...(errors + warnings === 0 ? [vscode.l10n.t('no warnings')] : []),
    ...(accuracy === null
      ? []
      : [trend(history, 'accuracy') + vscode.l10n.t('accuracy {0}', formatShare(accuracy))]),
    ...(deadShare === null
      ? []
      : [trend(history, 'deadShare') + vscode.l10n.t('dead {0}', formatShare(deadShare))]),
  ].join(' · ');
}

/** The history of a headline figure as bars and a space; "" before the second run. */
function trend(history: readonly HeadlinePoint[], key: 'accuracy' | 'deadShare'): string {
  return history.length < 2 ? '' : `${sparkline(history.map((point) => point[key]))} `;
}

/** The headline figures and their history as Markdown, for a tooltip. */
export function historyMarkdown({ model, time, history }: ReportDigest): string {
  const point = history.at(-1);
  const when = vscode.l10n.t('Diagnosed {0}', new Date(time).toLocaleString());
  const rows = headlineFigures.flatMap(({ key, label, text }) => {
    const value = point?.[key] ?? null;
    if (value === null) return [];
    return [
      `| ${label} | ${text(value)} | ${history.length < 2 ? '' : sparkline(history.map((p) => p[key]))} |`,
    ];
  });
  return [markdownText(model), '', when, '', '| | | |', '|-|-|-|', ...rows].join('\n');
}

/** "Gemm, 256 units · 89 dead". */
export function layerText({ op, units, dead, alwaysOn, duplicates }: LayerDigest): string {
  return [
    units === 1
      ? vscode.l10n.t('{0}, 1 unit', op)
      : vscode.l10n.t('{0}, {1} units', op, formatCount(units)),
    ...(dead ? [vscode.l10n.t('{0} dead', formatCount(dead))] : []),
    ...(alwaysOn ? [vscode.l10n.t('{0} always on', formatCount(alwaysOn))] : []),
    ...(duplicates > 0 ? [duplicatesText(duplicates)] : []),
  ].join(' · ');
}

/** "class 3 taken for 5 · ≤ 3.1 from the hull (input)"; without labels only what it was taken for. */
export function sampleText({ label, predicted, score }: SampleDigest): string {
  return [
    ...(label !== null && predicted !== null
      ? [
          label === predicted
            ? vscode.l10n.t('class {0}', label)
            : vscode.l10n.t('class {0} taken for {1}', label, predicted),
        ]
      : []),
    ...(label === null && predicted !== null
      ? [vscode.l10n.t('taken for class {0}', predicted)]
      : []),
    ...(score ? [scoreText(score)] : []),
  ].join(' · ');
}

function scoreText({ name, value }: NonNullable<SampleDigest['score']>): string {
  const space = hullScoreSpace(name);
  const number = formatNumber(value);
  return space === undefined
    ? `${name} ${number}`
    : vscode.l10n.t('≤ {0} from the hull ({1})', number, space);
}

function errorsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', count);
}

function warningsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', count);
}

function duplicatesText(pairs: number): string {
  return pairs === 1
    ? vscode.l10n.t('1 duplicate pair')
    : vscode.l10n.t('{0} duplicate pairs', formatCount(pairs));
}
