import { strict as assert } from 'node:assert';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  ModelProtoSchema,
  StringStringEntryProtoSchema,
} from '../../../src/onnx/schema/onnx_pb.generated.ts';
import type { Report } from '../../../src/report/report.ts';
import { waitUntil } from '../../support/processes.ts';
import { workspaceFile } from './support/extension.ts';
import { closeEverything, diagnose, untilReportTabs, writeSettingsOf } from './support/reports.ts';

const toolName = 'model-geometry_get_findings';

describe('the reports of a workspace', () => {
  const model = workspaceFile('digits.onnx');
  let report: Report;

  before(async () => {
    report = await diagnose('digits.onnx', 'diagnose');
  });
  afterEach(closeEverything);

  it('stand in the Problems view, a problem a finding, with a link to what the rule means', async () => {
    await waitUntil(() => vscode.languages.getDiagnostics(model).length > 0);
    const problems = vscode.languages.getDiagnostics(model);
    assert.deepEqual(
      problems.map(({ message }) => message),
      report.findings.map(({ message }) => message),
    );
    for (const { code, source } of problems) {
      assert.equal(source, 'Model Geometry');
      assert.ok(typeof code === 'object' && code.target.scheme === 'command');
    }
  });

  it('leave the Problems view when a setting says so, and come back', async () => {
    const settings = vscode.workspace.getConfiguration('modelGeometry');
    await settings.update('problems', false, vscode.ConfigurationTarget.Workspace);
    await waitUntil(() => vscode.languages.getDiagnostics(model).length === 0);
    await settings.update('problems', undefined, vscode.ConfigurationTarget.Workspace);
    await waitUntil(() => vscode.languages.getDiagnostics(model).length > 0);
  });

  it('are opened again at a place without a new run', async () => {
    await vscode.commands.executeCommand('modelGeometry.openReport', model, { layer: 'dense2' });
    await untilReportTabs(1);
  });

  it('open the page on a rule, and nothing for a forged name', async () => {
    await vscode.commands.executeCommand('modelGeometry.explainRule', 'dead-units');
    const tabs = (): string[] =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    await waitUntil(() => tabs().some((label) => label.includes('dead-units.md')));
    await closeEverything();
    await vscode.commands.executeCommand('modelGeometry.explainRule', '../../package');
    assert.deepEqual(tabs(), []);
  });

  it('are read by an assistant through a tool that runs nothing', async function () {
    // A build of VS Code without chat has no tools.
    if (!vscode.lm?.tools?.some(({ name }) => name === toolName)) return this.skip();
    const result = await vscode.lm.invokeTool(toolName, {
      input: { model: 'digits.onnx' },
      toolInvocationToken: undefined,
    });
    const [part] = result.content as vscode.LanguageModelTextPart[];
    const { reports } = JSON.parse(part!.value) as {
      reports: { model: string; findings: unknown[] }[];
    };
    assert.equal(reports.length, 1);
    assert.deepEqual(reports[0]!.findings, report.findings);
    const other = await vscode.lm.invokeTool(toolName, {
      input: { model: 'no such model' },
      toolInvocationToken: undefined,
    });
    const [sentence] = other.content as vscode.LanguageModelTextPart[];
    assert.match(sentence!.value, /There is no geometry report of no such model yet/);
  });

  it('lead to the line of Python that a layer was exported from, also from another machine', async () => {
    const exported = workspaceFile('exported.onnx');
    await writeFile(exported.fsPath, withStack('dense1', '/home/ana/nets/net.py', 2));
    await writeFile(workspaceFile('net.py').fsPath, 'import torch\nself.dense1 = 1\n');
    await writeSettingsOf('exported.onnx');
    const { findings, hyperplanes } = await diagnose('exported.onnx');
    const layer = hyperplanes!.layers.find((each) => each.layer === 'dense1')!;
    const problem = findings.findIndex((finding) => finding.layer === 'dense1');
    await waitUntil(() => vscode.languages.getDiagnostics(exported).length > 0);
    const [related] = vscode.languages.getDiagnostics(exported)[problem]!.relatedInformation!;
    assert.equal(related!.location.uri.fsPath, workspaceFile('net.py').fsPath);
    await vscode.commands.executeCommand('modelGeometry.openSourceOfNode', {
      kind: 'layer',
      model: exported.fsPath,
      layer,
    });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, workspaceFile('net.py').fsPath);
    assert.equal(editor.document.getText(editor.selection), 'self.dense1 = 1');
  });

  it('write a pruned model, and nothing where no unit is certified dead', async () => {
    const pruned = workspaceFile('pruned.onnx');
    await vscode.commands.executeCommand('modelGeometry.writePruned', model, pruned);
    assert.equal(existsSync(pruned.fsPath), false);
    const silenced = workspaceFile('silenced.onnx');
    await writeFile(silenced.fsPath, withSilencedUnit('dense1'));
    await writeSettingsOf('silenced.onnx');
    await diagnose('silenced.onnx');
    await vscode.commands.executeCommand('modelGeometry.writePruned', silenced, pruned);
    const report = await diagnose('silenced.onnx');
    await writeSettingsOf('pruned.onnx');
    const after = await diagnose('pruned.onnx');
    assert.ok(after.model.parameters < report.model.parameters);
    assert.equal(after.data.train?.accuracy, report.data.train?.accuracy);
  });

  it('lose their problems with the model', async () => {
    const doomed = workspaceFile('doomed-report.onnx');
    await copyFile(model.fsPath, doomed.fsPath);
    await writeSettingsOf('doomed-report.onnx');
    await vscode.commands.executeCommand('modelGeometry.showHyperplanes', doomed);
    await rm(doomed.fsPath);
    await waitUntil(() => vscode.languages.getDiagnostics(doomed).length === 0);
  });
});

/** The sample with the first unit of a dense layer pushed far below zero. */
function withSilencedUnit(name: string): Uint8Array {
  const model = fromBinary(ModelProtoSchema, readFileSync(workspaceFile('digits.onnx').fsPath));
  const bias = model.graph!.node.find((node) => node.name === name)!.input[2];
  const tensor = model.graph!.initializer.find((each) => each.name === bias)!;
  const values = new Float32Array(Uint8Array.from(tensor.rawData).buffer);
  values[0] = -1e4;
  tensor.rawData = new Uint8Array(values.buffer);
  return toBinary(ModelProtoSchema, model);
}

/** The sample with the Python stack that PyTorch's exporter leaves, on one node. */
function withStack(name: string, file: string, line: number): Uint8Array {
  const model = fromBinary(ModelProtoSchema, readFileSync(workspaceFile('digits.onnx').fsPath));
  const value = `File "${file}", line ${line}, in forward\n    x = self.${name}(x)`;
  const key = 'pkg.torch.onnx.stack_trace';
  model.graph!.node.find((node) => node.name === name)!.metadataProps = [
    create(StringStringEntryProtoSchema, { key, value }),
  ];
  return toBinary(ModelProtoSchema, model);
}

describe('the model editor', () => {
  afterEach(closeEverything);

  it('opens a model read-only, also one that is no model', async () => {
    const broken = workspaceFile('not-a-model.onnx');
    await vscode.workspace.fs.writeFile(broken, new TextEncoder().encode('no protobuf'));
    for (const uri of [workspaceFile('digits.onnx'), broken]) {
      await vscode.commands.executeCommand('modelGeometry.inspect', uri);
      // VS Code tells extensions of a new tab some time after it is made.
      await waitUntil(() => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return (
          input instanceof vscode.TabInputCustom &&
          input.viewType === 'modelGeometry.model' &&
          input.uri.fsPath === uri.fsPath
        );
      });
    }
    await vscode.workspace.fs.delete(broken);
  });
});
