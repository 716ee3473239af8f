import { strict as assert } from 'node:assert';
import { computeProcesses } from '../support/computeProcesses.ts';
import { useWindow } from './support/window.ts';

describe('a user who does not trust the workspace', () => {
  const before = computeProcesses();
  const window = useWindow({
    trusted: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });

  it('is told why nothing runs, and nothing runs', async () => {
    const { workbench } = window;
    await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.notification(/needs a trusted workspace/).waitFor();
    assert.deepEqual(
      computeProcesses().filter((pid) => !before.includes(pid)),
      [],
    );
  });
});
