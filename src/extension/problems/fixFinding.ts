import * as vscode from 'vscode';
import { UserError } from '../../analysis/process/sessionErrors.ts';
import type { Finding } from '../../report/report.ts';
import { withoutIcons } from '../plainText.ts';
import type { ReportRecord } from '../reportRecord.ts';
import { type FindingFix, findingFixes } from './findingFixes.ts';

/**
 * Offers what can be done about a finding of a report and does what is picked, or at once what `title` names; without a finding it asks
 * for one first. Throws UserError when the report has none.
 */
export async function fixFinding(
  record: ReportRecord,
  finding?: Finding,
  title?: string,
): Promise<void> {
  const chosen = finding ?? (await pickFinding(record));
  if (chosen === undefined) return;
  const fixes = findingFixes(record.model, chosen, record.report);
  const named = fixes.find((fix) => fix.title === title);
  await (named ?? (await pickFix(fixes, chosen.message)))?.run();
}

async function pickFix(
  fixes: readonly FindingFix[],
  title: string,
): Promise<FindingFix | undefined> {
  const items = fixes.map((fix) => ({ label: fix.title, fix }));
  return (await vscode.window.showQuickPick(items, { title }))?.fix;
}

async function pickFinding({ report, model }: ReportRecord): Promise<Finding | undefined> {
  if (report.findings.length === 0) {
    throw new UserError(`The report of ${model} has no findings, so there is nothing to fix.`);
  }
  const items = report.findings.map((finding) => ({
    label: finding.rule,
    description: withoutIcons(finding.layer ?? ''),
    detail: withoutIcons(finding.message),
    finding,
  }));
  const title = vscode.l10n.t('Which finding?');
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.finding;
}
