import { basename } from 'node:path';
import * as vscode from 'vscode';
import { formatCount } from '../../report/format.ts';
import type { ReportPlace } from '../../protocol/page.ts';
import type { Finding } from '../../report/report.ts';
import type { ReportDigest } from '../digest/reportDigest.ts';
import { modelPlace } from '../modelPlace.ts';
import { nodeId, type GroupNode, type ModelNode, type TreeNode } from './modelNodes.ts';
import { historyMarkdown, layerText, sampleText, verdictText } from './nodeText.ts';

/** How a line of the model view looks and what a click on it does. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = nodeId(node);
  item.contextValue = contextOf(node);
  return item;
}

/** What the menus of package.json look at. */
function contextOf(node: TreeNode): string {
  if (node.kind === 'model' && node.digest !== undefined) return 'model-diagnosed';
  return node.kind === 'layer' && node.layer.source !== undefined ? 'layer-source' : node.kind;
}

function itemOf(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'model':
      return modelItem(node);
    case 'group':
      return groupItem(node);
    case 'finding':
      return findingItem(node.model, node.finding);
    case 'layer':
      return leaf(node.model, {
        label: node.layer.layer,
        description: layerText(node.layer),
        icon: icon(node.layer.dead ? 'layers-active' : 'layers'),
        place: { part: 'hyperplanes', layer: node.layer.layer },
      });
    case 'sample':
      return leaf(node.model, {
        label: vscode.l10n.t('{0}. Sample {1}', node.sample.rank, node.sample.index),
        description: sampleText(node.sample),
        icon: icon('target'),
        place: { part: 'extrapolation', sample: node.sample.index },
      });
  }
}

function modelItem({ model, digest }: ModelNode): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(basename(model), digest ? Collapsed : None);
  item.description = digest ? verdictText(digest) : modelPlace(model);
  item.tooltip = digest ? new vscode.MarkdownString(historyMarkdown(digest)) : model;
  item.iconPath = verdictIcon(digest);
  if (digest === undefined) {
    item.command = {
      command: 'modelGeometry.inspect',
      title: vscode.l10n.t('Inspect Model'),
      arguments: [vscode.Uri.file(model)],
    };
  }
  return item;
}

function groupItem({ group, digest }: GroupNode): vscode.TreeItem {
  const labels = {
    findings: vscode.l10n.t('Findings'),
    layers: vscode.l10n.t('Layers'),
    samples: vscode.l10n.t('Most extrapolating samples'),
  };
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(labels[group], group === 'findings' ? Expanded : Collapsed);
  item.description = formatCount(digest[group].length);
  return item;
}

function findingItem(model: string, { rule, layer, message, severity }: Finding): vscode.TreeItem {
  const about = layer === null ? {} : { layer };
  const item = leaf(model, {
    label: rule,
    description: message,
    icon: severityIcon(severity),
    place: { rule, ...about },
  });
  item.tooltip = message;
  return item;
}

interface Leaf {
  readonly label: string;
  readonly description: string;
  readonly icon: vscode.ThemeIcon;
  readonly place: ReportPlace;
}

function leaf(model: string, { label, description, icon: image, place }: Leaf): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = `${label}\n${description}`;
  item.iconPath = image;
  item.command = {
    command: 'modelGeometry.openReport',
    title: vscode.l10n.t('Open Report'),
    arguments: [vscode.Uri.file(model), place],
  };
  return item;
}

function verdictIcon(digest: ReportDigest | undefined): vscode.ThemeIcon {
  if (digest === undefined) return icon('circle-outline');
  const worst = (['error', 'warning'] as const).find((severity) =>
    digest.findings.some((finding) => finding.severity === severity),
  );
  return worst === undefined ? icon('pass', 'testing.iconPassed') : severityIcon(worst);
}

function severityIcon(severity: Finding['severity']): vscode.ThemeIcon {
  if (severity === 'error') return icon('error', 'problemsErrorIcon.foreground');
  if (severity === 'warning') return icon('warning', 'problemsWarningIcon.foreground');
  return icon('info', 'problemsInfoIcon.foreground');
}

function icon(name: string, colour?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(
    name,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}
