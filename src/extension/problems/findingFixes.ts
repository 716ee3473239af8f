import * as vscode from 'vscode';
import type { Finding, Report } from '../../report/report.ts';
import type { ReportPlace } from '../../protocol/page.ts';
import { openSource } from './openSource.ts';
import { torchSnippet } from './torchSnippet.ts';

/** One thing that can be done about a finding. */
export interface FindingFix {
  readonly title: string;
  readonly run: () => Thenable<unknown>;
}

/** What can honestly be done about a finding of a model's report, the most direct first. */
export function findingFixes(model: string, finding: Finding, report: Report): FindingFix[] {
  return [
    openFix(model, finding),
    ...snippetFix(finding, report),
    ...pruneFix(model, finding),
    ...sourceFix(model, finding, report),
    {
      title: vscode.l10n.t('Explain {0}', finding.rule),
      run: () => vscode.commands.executeCommand('modelGeometry.explainRule', finding.rule),
    },
  ];
}

function openFix(model: string, { rule, layer }: Finding): FindingFix {
  const place: ReportPlace = layer === null ? { rule } : { rule, layer };
  return {
    title: vscode.l10n.t('Open in the report'),
    run: () =>
      vscode.commands.executeCommand('modelGeometry.openReport', vscode.Uri.file(model), place),
  };
}

function pruneFix(model: string, { rule }: Finding): FindingFix[] {
  if (rule !== 'dead-units') return [];
  return [
    {
      title: vscode.l10n.t('Write a pruned model without units that are certified dead…'),
      run: () =>
        vscode.commands.executeCommand('modelGeometry.writePruned', vscode.Uri.file(model)),
    },
  ];
}

function sourceFix(model: string, { layer }: Finding, { hyperplanes }: Report): FindingFix[] {
  const source = hyperplanes?.layers.find((candidate) => candidate.layer === layer)?.source;
  if (source === undefined) return [];
  return [
    {
      title: vscode.l10n.t('Go to the Python line of the layer'),
      run: () => openSource(vscode.Uri.file(model), source),
    },
  ];
}

function snippetFix({ rule, layer }: Finding, { hyperplanes }: Report): FindingFix[] {
  const found = hyperplanes?.layers.find((candidate) => candidate.layer === layer);
  const snippet = found && torchSnippet(rule, found.layer, found.dead?.units ?? []);
  if (!snippet) return [];
  return [
    {
      title: snippet.title,
      run: async () => {
        await vscode.env.clipboard.writeText(snippet.code);
        vscode.window.setStatusBarMessage(
          vscode.l10n.t('The PyTorch code is on the clipboard.'),
          5000,
        );
      },
    },
  ];
}
