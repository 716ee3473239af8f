import { strict as assert } from 'node:assert';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Report, ReportPart } from '../../../src/report/report.ts';
import { waitUntil } from '../../support/processes.ts';
import { workspaceFile } from './support/extension.ts';
import {
  closeEverything,
  diagnose,
  reportTabs,
  untilReportTabs,
  writeSettingsOf,
} from './support/reports.ts';

describe('diagnosing a model', () => {
  afterEach(closeEverything);

  it('gives a report of all three parts, with the data of model-geometry.json', async () => {
    const report = await diagnose('digits.onnx', 'diagnose');
    assert.ok(report.hyperplanes && report.regions && report.extrapolation);
    assert.equal(report.data.train?.samples, 1397);
    assert.equal(report.data.test?.samples, 400);
  });

  it('opens the report beside the code and leaves the focus where it was', async () => {
    const text = await vscode.workspace.openTextDocument(workspaceFile('README.md'));
    const editor = await vscode.window.showTextDocument(text, vscode.ViewColumn.One);
    await diagnose('digits.onnx');
    await untilReportTabs(1);
    assert.equal(reportTabs()[0]?.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, vscode.ViewColumn.One);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('keeps one panel a model', async () => {
    await copyFile(workspaceFile('digits.onnx').fsPath, workspaceFile('twin.onnx').fsPath);
    await writeSettingsOf('twin.onnx');
    await diagnose('digits.onnx');
    await diagnose('digits.onnx');
    await diagnose('twin.onnx');
    await untilReportTabs(2);
    const labels = reportTabs().map((tab) => tab.label);
    assert.deepEqual(labels, ['digits.onnx Geometry', 'twin.onnx Geometry']);
  });

  for (const [command, part] of [
    ['showHyperplanes', 'hyperplanes'],
    ['showRegions', 'regions'],
    ['scoreExtrapolation', 'extrapolation'],
  ] as const satisfies readonly (readonly [string, ReportPart])[]) {
    it(`computes only its part for "${command}"`, async () => {
      const report = await diagnose('digits.onnx', command);
      const parts = { ...report } as Partial<Report>;
      for (const other of ['hyperplanes', 'regions', 'extrapolation'] as const) {
        assert.equal(parts[other] !== null, other === part, other);
      }
    });
  }

  it('saves the report it shows as JSON and as one HTML file: whole or not at all, in place of a file with its rights', async () => {
    const report = await diagnose('digits.onnx');
    const folder = workspaceFile('saved');
    await mkdir(folder.fsPath);
    const json = workspaceFile('saved', 'saved.json');
    const html = workspaceFile('saved', 'saved.html');
    await writeFile(json.fsPath, 'an earlier report', { mode: 0o600 });
    // Not waited for: what it says, that there is no folder, stays until somebody answers.
    const nowhere = workspaceFile('saved', 'saved.json', 'below.json');
    void vscode.commands.executeCommand('modelGeometry.saveReportJson', nowhere);
    await vscode.commands.executeCommand('modelGeometry.saveReportJson', json);
    await vscode.commands.executeCommand('modelGeometry.saveReportHtml', html);
    assert.deepEqual(await readdir(folder.fsPath), ['saved.html', 'saved.json']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(json.fsPath)).mode & 0o777, 0o600);
    }
    assert.deepEqual(JSON.parse(await readFile(json.fsPath, 'utf8')), report);
    const text = await readFile(html.fsPath, 'utf8');
    assert.match(text, /^<!doctype html>/);
    assert.doesNotMatch(text, /<(script|link)[^>]+(src|href)=/, 'it would ask for another file');
  });

  it('saves a report whose model is gone, and a new run of it comes to nothing', async () => {
    const doomed = workspaceFile('doomed.onnx');
    await copyFile(workspaceFile('digits.onnx').fsPath, doomed.fsPath);
    await writeSettingsOf('doomed.onnx');
    const report = await diagnose('doomed.onnx');
    await rm(doomed.fsPath);
    assert.equal(await vscode.commands.executeCommand('modelGeometry.diagnose', doomed), undefined);
    await untilReportTabs(1);
    const target = workspaceFile('doomed.json');
    await vscode.commands.executeCommand('modelGeometry.saveReportJson', target);
    assert.deepEqual(JSON.parse(await readFile(target.fsPath, 'utf8')), report);
  });

  it('comes to nothing, and does not hang, on a file that is no model', async () => {
    const broken = workspaceFile('broken.onnx');
    await writeFile(broken.fsPath, 'this is not a protobuf');
    await writeSettingsOf('broken.onnx');
    assert.equal(await vscode.commands.executeCommand('modelGeometry.diagnose', broken), undefined);
    assert.equal(reportTabs().length, 0);
  });

  it('asks for data where no entry names them, and writes the choice to model-geometry.json', async () => {
    await vscode.workspace.fs.createDirectory(workspaceFile('fresh'));
    for (const name of ['digits.onnx', 'train.npz', 'test.npz']) {
      await copyFile(workspaceFile(name).fsPath, workspaceFile('fresh', name).fsPath);
    }
    // An empty file of its own, so that the nearest one has no entry.
    const settings = workspaceFile('fresh', 'model-geometry.json').fsPath;
    await writeFile(settings, '{}\n');
    let report: Report | undefined;
    const model = workspaceFile('fresh', 'digits.onnx');
    void vscode.commands
      .executeCommand<Report | undefined>('modelGeometry.diagnose', model)
      .then((result) => (report = result));
    await waitUntil(async () => {
      // Takes the first answer of each question; does nothing while none is open.
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return report !== undefined;
    });
    const written = JSON.parse(await readFile(settings, 'utf8')) as {
      models: Record<string, { train: { samples: string } }>;
    };
    assert.match(written.models['digits.onnx']?.train.samples ?? '', /\.npz#images$/);
    assert.ok(report?.data.train);
  });
});
