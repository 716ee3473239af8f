import type { LayerDigest, ReportDigest, SampleDigest } from '../digest/reportDigest.ts';
import type { Finding } from '../../report/report.ts';

/** A model file; `digest` when it was diagnosed. */
export interface ModelNode {
  readonly kind: 'model';
  /** Absolute path. */
  readonly model: string;
  readonly digest: ReportDigest | undefined;
}

/** One of the lists under a diagnosed model. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: 'findings' | 'layers' | 'samples';
  readonly model: string;
  readonly digest: ReportDigest;
}

export interface FindingNode {
  readonly kind: 'finding';
  readonly model: string;
  readonly finding: Finding;
}

export interface LayerNode {
  readonly kind: 'layer';
  readonly model: string;
  readonly layer: LayerDigest;
}

export interface SampleNode {
  readonly kind: 'sample';
  readonly model: string;
  readonly sample: SampleDigest;
}

/** A line of the model view. */
export type TreeNode = ModelNode | GroupNode | FindingNode | LayerNode | SampleNode;

/** What stands below a line; nothing below a model that was not diagnosed. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  if (node.kind === 'model') return node.digest ? groupsOf(node.model, node.digest) : [];
  if (node.kind !== 'group') return [];
  const { model, digest } = node;
  switch (node.group) {
    case 'findings':
      return digest.findings.map((finding) => ({ kind: 'finding', model, finding }));
    case 'layers':
      return digest.layers.map((layer) => ({ kind: 'layer', model, layer }));
    case 'samples':
      return digest.samples.map((sample) => ({ kind: 'sample', model, sample }));
  }
}

/** The lists that have something in them. */
function groupsOf(model: string, digest: ReportDigest): readonly GroupNode[] {
  const groups = ['findings', 'layers', 'samples'] as const;
  return groups
    .filter((group) => digest[group].length > 0)
    .map((group) => ({ kind: 'group', group, model, digest }));
}

/** A name for a line that stays the same while the tree is rebuilt, so that it stays open and selected. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case 'model':
      return node.model;
    case 'group':
      return `${node.model}\n${node.group}`;
    case 'finding':
      return `${node.model}\nfinding\n${node.finding.rule}\n${node.finding.layer ?? ''}\n${node.finding.message}`;
    case 'layer':
      return `${node.model}\nlayer\n${node.layer.layer}`;
    case 'sample':
      return `${node.model}\nsample\n${node.sample.index}`;
  }
}
