import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { analysisMethods } from '../../../../src/analysis/methods.ts';
import { inProcessChannel } from '../../../support/inProcessChannel.ts';
import { AnalysisSession } from '../../../../src/analysis/process/session.ts';
import { inspectInSteps } from '../../../../src/extension/modelEditor/inspectionRun.ts';
import { layerTable } from '../../../../src/extension/modelEditor/layerTable.ts';
import { structureView } from '../../../../src/extension/modelEditor/structureView.ts';
import type { ModelInspection } from '../../../../src/protocol/inspect.ts';
import type { TableView } from '../../../../src/report/reportView.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

describe('reading a model for its editor', () => {
  const model = join(rootFolder, 'media', 'samples', 'digits', 'digits.onnx');
  const session = new AnalysisSession(() =>
    inProcessChannel(() => Promise.resolve(analysisMethods)),
  );
  let inspection: ModelInspection;
  const tables: TableView[] = [];

  before(async () => {
    await inspectInSteps(
      session,
      model,
      {
        structure: (read) => (inspection = read),
        layers: ({ layers }, measured) => tables.push(layerTable(layers, measured)),
      },
      new AbortController().signal,
    );
  });
  after(() => session.dispose());

  it('tells the structure with a row a node, inputs and outputs', () => {
    const view = structureView(inspection);
    assert.equal(view.title, 'digits.onnx');
    assert.match(view.subtitle, /^11,378 parameters · 47\.1 kB · piecewise linear$/);
    assert.equal(view.nodes.rows.length, inspection.nodes.length);
    const values = view.values.rows.map((row) => row.map(({ text }) => text).join(' '));
    assert.deepEqual(values, [
      'input pixels float32 batch × 1 × 8 × 8',
      'output logits float32 batch × 10',
    ]);
  });

  it('shows the layers at once with dashes, then fills in every one', () => {
    const names = (table: TableView) => table.rows.map(([layer]) => layer!.text);
    assert.deepEqual(names(tables[0]!), ['conv1', 'conv2', 'dense1', 'dense2', 'scores']);
    const norm = tables[0]!.columns.findIndex(({ label }) => label === 'Mean ‖w‖');
    assert.ok(tables[0]!.rows.every((row) => row[norm]!.value === null));
    assert.ok(tables.at(-1)!.rows.every((row) => Number(row[norm]!.value) > 0));
  });

  it('ends with the reason when it is told to stop', async () => {
    const abort = new AbortController();
    const listener = { structure: () => abort.abort(), layers: () => undefined };
    await assert.rejects(inspectInSteps(session, model, listener, abort.signal), {
      name: 'CancelledError',
    });
  });
});
