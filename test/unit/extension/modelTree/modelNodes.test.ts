import { strict as assert } from 'node:assert';
import { digestOf } from '../../../../src/extension/digest/reportDigest.ts';
import {
  childrenOf,
  nodeId,
  type ModelNode,
  type TreeNode,
} from '../../../../src/extension/modelTree/modelNodes.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('the model view', () => {
  const model = '/models/m.onnx';
  const report = sampleReport();
  const digest = digestOf({ id: '0123456789abcdef', model, time: 1, report });
  const root: ModelNode = { kind: 'model', model, digest };

  function everyNode(node: TreeNode): TreeNode[] {
    return [node, ...childrenOf(node).flatMap(everyNode)];
  }

  it('lists findings, layers and samples under a diagnosed model', () => {
    const groups = childrenOf(root);
    assert.deepEqual(
      groups.map((node) => node.kind === 'group' && node.group),
      ['findings', 'layers', 'samples'],
    );
    assert.deepEqual(
      groups.map((group) => childrenOf(group).length),
      [digest.findings.length, digest.layers.length, digest.samples.length],
    );
  });

  it('has nothing under a model that was not diagnosed, and no empty lists', () => {
    assert.deepEqual(childrenOf({ kind: 'model', model, digest: undefined }), []);
    const bare: ModelNode = { ...root, digest: { ...digest, findings: [], samples: [] } };
    assert.equal(childrenOf(bare).length, 1);
  });

  it('gives every line a name of its own', () => {
    const ids = everyNode(root).map(nodeId);
    assert.equal(new Set(ids).size, ids.length);
  });
});
